// Command names has permissions under names that are none.
package main // want `^workplace.yaml:3 grants read_grup, which is no known permission; read_group is$` `^workplace.yaml:5 grants "Gruppeninhalte verwalten", which is a label; the name is write_group$` `^workplace.yaml:7 grants fly, which is no known permission$` `^workplace.yaml:9 grants impersonate \("Impersonate account"\), which is not given to new apps any more$` `^workplace.yaml:11 grants report_content \("Report content"\), which does not exist any more$`

func main() {}
