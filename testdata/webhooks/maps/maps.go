// Package maps decodes deliveries into maps.
package maps

// Handle reads one delivery.
func Handle(body map[string]any) {
	if body["object"].(string) != "group" {
		return
	}
	for _, e := range body["entry"].([]any) {
		for _, c := range e.(map[string]any)["changes"].([]any) {
			change := c.(map[string]any)
			field, _ := change["field"].(string)
			if field == "membership" { // webhook: group membership
				continue
			}
		}
	}
}
