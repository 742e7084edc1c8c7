package base

import "net/http"

type assignedClient struct {
	endpoint string
	token    string
}

func newAssignedClient(token string) assignedClient {
	var c assignedClient
	c.endpoint = "https://graph.facebook.com/me/messages"
	c.token = token
	return c
}

func (c assignedClient) send() error {
	req, err := http.NewRequest(http.MethodPost, c.endpoint, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	return done(http.DefaultClient.Do(req)) // want: POST graph.facebook.com /me/messages
}

// FieldAssigned has the whole URL in a field that is assigned on its own.
func FieldAssigned(string) error {
	return newAssignedClient("invented").send()
}
