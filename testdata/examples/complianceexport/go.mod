module example.com/complianceexport

go 1.26.0
