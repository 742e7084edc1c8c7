// Command two needs nothing.
package main

func main() {}
