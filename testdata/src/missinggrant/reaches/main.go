// Command reaches calls a package that no manifest governs.
package main // want `^GET /community/groups \(../shared/graph.go:7\) needs read_group or manage_group; workplace.yaml grants neither$` `^GET /{group-id}/feed \(../shared/graph.go:10\) needs permission read_group `

import "cases.example/missinggrant/shared"

func main() {
	shared.Groups()
	shared.Feed("1")
}
