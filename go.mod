module github.com/workplacelint/workplacelint

go 1.26.0
