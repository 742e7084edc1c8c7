module example.com/reportbot

go 1.26.0
