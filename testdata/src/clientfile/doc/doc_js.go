package main

import "syscall/js"

func init() { js.Global().Set("me", js.FuncOf(nil)) }
