module example.com/accountsync

go 1.26.0
