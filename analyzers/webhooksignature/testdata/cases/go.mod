module example.com/deliveries

go 1.26
