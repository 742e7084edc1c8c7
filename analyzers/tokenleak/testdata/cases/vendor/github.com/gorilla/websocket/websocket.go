// Package websocket is a stub: the signatures that the cases use.
package websocket

import "net/http"

type Conn struct{}

func (*Conn) WriteJSON(v any) error                           { return nil }
func (*Conn) WriteMessage(messageType int, data []byte) error { return nil }

type Upgrader struct{}

func (*Upgrader) Upgrade(w http.ResponseWriter, r *http.Request, header http.Header) (*Conn, error) {
	return nil, nil
}
