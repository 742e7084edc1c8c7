module cases.example

go 1.26
