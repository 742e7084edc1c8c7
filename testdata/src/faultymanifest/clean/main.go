// Command clean has a manifest without fault. What is unused is not faulty.
package main

func main() {}
