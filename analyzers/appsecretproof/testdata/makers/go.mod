module example.com/makers

go 1.26
