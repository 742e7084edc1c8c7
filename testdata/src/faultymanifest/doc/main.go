// Command doc holds the example of the documentation.
package main // want `^workplace.yaml:5 grants bot_group_chat \("Group Chat Bot"\), which does nothing without message \("Message any member"\)$`

func main() {}
