module example.com/governed

go 1.26

require github.com/huandu/facebook/v2 v2.0.0

replace github.com/huandu/facebook/v2 => ./fb
