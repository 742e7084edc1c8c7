package catalog_test

import (
	"testing"

	"github.com/workplacelint/workplacelint/internal/catalog"
)

func BenchmarkMatch(b *testing.B) {
	for _, text := range []string{
		"GET /community/members?fields=id,email,managers{email}", "GET /{id}", "GET /{group_id}/feed", "GET /search",
	} {
		b.Run(text, func(b *testing.B) {
			req := request(b, text)
			cat := catalog.Default()
			b.ReportAllocs()
			for b.Loop() {
				cat.Match(req, nil)
			}
		})
	}
}
