// Command terms has grants on terms that do not exist.
package main // want `^workplace.yaml:4 limits message to groups; only manage_group, read_group and write_group can be limited$` `^workplace.yaml:6 grants read_group \("Read group content"\) without a reason$`

func main() {}
