// Package webhook answers what Workplace tells the report bot.
package webhook

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"strings"

	"example.com/reportbot/graph"
)

const maxBody = 1 << 20

// A Handler receives webhooks.
type Handler struct {
	Client      *graph.Client
	AppSecret   string
	VerifyToken string
	Bot         graph.Person
}

type event struct {
	Object string  `json:"object"`
	Entry  []entry `json:"entry"`
}

type entry struct {
	ID        string    `json:"id"`
	Changes   []change  `json:"changes"`
	Messaging []chatter `json:"messaging"`
}

type change struct {
	Field string `json:"field"`
	Value struct {
		Verb   string       `json:"verb"`
		PostID string       `json:"post_id"`
		From   graph.Person `json:"from"`
	} `json:"value"`
}

type chatter struct {
	Sender  graph.Person `json:"sender"`
	Message *struct {
		Text string `json:"text"`
	} `json:"message"`
}

// ServeHTTP answers the verification of the subscription and takes events.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.Method {
	case http.MethodGet:
		h.verify(w, r)
	case http.MethodPost:
		h.receive(w, r)
	default:
		http.Error(w, "use GET or POST", http.StatusMethodNotAllowed)
	}
}

func (h *Handler) verify(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	token := []byte(q.Get("hub.verify_token"))
	if q.Get("hub.mode") != "subscribe" || subtle.ConstantTimeCompare(token, []byte(h.VerifyToken)) != 1 {
		http.Error(w, "not the verify token of this bot", http.StatusForbidden)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	io.WriteString(w, q.Get("hub.challenge"))
}

func (h *Handler) receive(w http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		http.Error(w, "body too large", http.StatusRequestEntityTooLarge)
		return
	}
	if !h.signed(data, r.Header.Get("X-Hub-Signature-256")) {
		http.Error(w, "not signed by Workplace", http.StatusForbidden)
		return
	}
	var ev event
	if err := json.Unmarshal(data, &ev); err != nil {
		http.Error(w, "no event", http.StatusBadRequest)
		return
	}
	if err := h.dispatch(r.Context(), ev); err != nil {
		slog.ErrorContext(r.Context(), "webhook", "object", ev.Object, "err", err)
		http.Error(w, "not handled", http.StatusInternalServerError)
	}
}

// signed checks the signature over the body as it came in.
func (h *Handler) signed(data []byte, header string) bool {
	sum, err := hex.DecodeString(strings.TrimPrefix(header, "sha256="))
	if err != nil {
		return false
	}
	mac := hmac.New(sha256.New, []byte(h.AppSecret))
	mac.Write(data)
	return hmac.Equal(sum, mac.Sum(nil))
}

func (h *Handler) dispatch(ctx context.Context, ev event) error {
	for _, e := range ev.Entry {
		switch ev.Object {
		case "page":
			if err := h.page(ctx, e); err != nil {
				return err
			}
		case "group":
			h.group(ctx, e)
		default:
			slog.InfoContext(ctx, "ignored", "object", ev.Object)
		}
	}
	return nil
}

// page handles what happens to the bot itself: somebody mentions it or writes
// to it.
func (h *Handler) page(ctx context.Context, e entry) error {
	for _, c := range e.Changes {
		if c.Field != "mention" || c.Value.From.ID == h.Bot.ID {
			continue
		}
		if err := h.answerMention(ctx, c.Value.PostID); err != nil {
			return err
		}
	}
	for _, m := range e.Messaging {
		if m.Message == nil || m.Sender.ID == h.Bot.ID {
			continue
		}
		if err := h.answerChat(ctx, m.Sender.ID, m.Message.Text); err != nil {
			return err
		}
	}
	return nil
}

// group counts the posts between two digests, so that operators see that the
// subscription is alive.
func (h *Handler) group(ctx context.Context, e entry) {
	for _, c := range e.Changes {
		switch c.Field {
		case "posts":
			slog.InfoContext(ctx, "post", "group", e.ID, "verb", c.Value.Verb)
		}
	}
}

func (h *Handler) answerMention(ctx context.Context, postID string) error {
	post, err := h.Client.PostByID(ctx, postID)
	if err != nil {
		return err
	}
	if !strings.Contains(strings.ToLower(post.Message), "digest") {
		return h.Client.Reply(ctx, postID, "Mention me with the word digest to learn when the next one is due.")
	}
	return h.Client.Reply(ctx, postID, "The next digest is due on Friday at 16:00.")
}

func (h *Handler) answerChat(ctx context.Context, memberID, text string) error {
	if err := h.Client.Typing(ctx, memberID); err != nil {
		return err
	}
	answer := "I write the weekly digest. Ask me about it in your group."
	if strings.Contains(strings.ToLower(text), "when") {
		answer = "The next digest is due on Friday at 16:00."
	}
	return h.Client.SendText(ctx, memberID, answer)
}
