module github.com/huandu/facebook/v2

go 1.26
