package graph

import "context"

const messagesPath = "/me/messages"

type recipient struct {
	ID        string `json:"id,omitempty"`
	ThreadKey string `json:"thread_key,omitempty"`
}

type outgoing struct {
	Recipient recipient `json:"recipient"`
	Message   message   `json:"message"`
}

type message struct {
	Text string `json:"text"`
}

// SendText sends a chat message to one person.
func (c *Client) SendText(ctx context.Context, memberID, text string) error {
	msg := outgoing{Recipient: recipient{ID: memberID}, Message: message{Text: text}}
	return c.postJSON(ctx, messagesPath, msg, nil)
}

// SendToThread sends a chat message to a conversation of several people.
func (c *Client) SendToThread(ctx context.Context, threadKey, text string) error {
	var msg outgoing
	msg.Recipient.ThreadKey = threadKey
	msg.Message.Text = text
	return c.postJSON(ctx, messagesPath, &msg, nil)
}

// Typing shows the person that an answer is on its way.
func (c *Client) Typing(ctx context.Context, memberID string) error {
	return c.postJSON(ctx, messagesPath, map[string]any{
		"recipient":     map[string]string{"id": memberID},
		"sender_action": "typing_on",
	}, nil)
}
