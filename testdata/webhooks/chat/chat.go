// Package chat takes messages to a bot, which have no field.
package chat

type delivery struct {
	Object string `json:"object"`
	Entry  []struct {
		Messaging []item `json:"messaging"`
	} `json:"entry"`
}

type item struct {
	Sender    struct{ ID string } `json:"sender"`
	Recipient struct{ ID string } `json:"recipient"`
	Message   *message            `json:"message,omitempty"`
	Postback  *message            `json:"postback,omitempty"`
	Read      *message            `json:"read,omitempty"`
}

type message struct{ Text string }

// reply is what a bot sends; it has a message too.
type reply struct {
	Recipient struct{ ID string } `json:"recipient"`
	Message   *message            `json:"message"`
}

// Handle reads one delivery.
func Handle(d *delivery) (out []reply) {
	for _, e := range d.Entry {
		for _, m := range e.Messaging {
			var r reply
			switch {
			case m.Message != nil: // webhook: page messages
				r.Message = &message{"You said " + m.Message.Text}
			case m.Postback != nil: // webhook: page messaging_postbacks
			}
			m.Read = nil
			out = append(out, r)
		}
	}
	return out
}
