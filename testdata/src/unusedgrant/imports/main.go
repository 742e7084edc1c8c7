// Command imports sends through packages below it.
package main // want `^workplace.yaml:7 grants logout `

import "cases.example/unusedgrant/imports/accounts"

func main() { accounts.Sync() }
