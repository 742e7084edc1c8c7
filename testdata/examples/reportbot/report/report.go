// Package report writes the weekly digest of each group.
package report

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"time"

	"example.com/reportbot/config"
	"example.com/reportbot/graph"
)

// leadershipFeed is the feed of the group "Leadership team".
const leadershipFeed = "/2089114537720641/feed"

// A Weekly writes the digests of one week.
type Weekly struct {
	Client *graph.Client
	Config config.Config
	Now    func() time.Time
}

// Run writes a digest in each group and a summary for the leadership.
func (w *Weekly) Run(ctx context.Context) error {
	var digests []digest
	err := w.Client.Groups(ctx, func(g graph.Group) error {
		if len(w.Config.Groups) > 0 && !slices.Contains(w.Config.Groups, g.Name) {
			return nil
		}
		d, err := w.collect(ctx, g)
		if err != nil {
			return fmt.Errorf("group %s: %w", g.Name, err)
		}
		digests = append(digests, d)
		return nil
	})
	if err != nil {
		return err
	}
	for _, d := range digests {
		if err := w.publish(ctx, d); err != nil {
			return fmt.Errorf("group %s: %w", d.group.Name, err)
		}
	}
	return w.summarise(ctx, digests)
}

func (w *Weekly) collect(ctx context.Context, g graph.Group) (digest, error) {
	d := digest{group: g}
	var err error
	if d.posts, err = w.Client.Feed(ctx, g.ID, w.Now().AddDate(0, 0, -7)); err != nil {
		return d, err
	}
	if d.members, err = w.Client.Members(ctx, g.ID); err != nil {
		return d, err
	}
	for _, s := range w.Config.Sections {
		lines, err := w.section(ctx, g, s)
		if err != nil {
			return d, fmt.Errorf("section %s: %w", s.Title, err)
		}
		d.sections = append(d.sections, section{title: s.Title, lines: lines})
	}
	return d, nil
}

// section reads a list that the group admins configured.
func (w *Weekly) section(ctx context.Context, g graph.Group, s config.Section) ([]string, error) {
	source := strings.ReplaceAll(s.Source, "{group}", g.ID)
	query := url.Values{"limit": {"5"}}
	if s.Fields != "" {
		query.Set("fields", s.Fields)
	}
	var lines []string
	err := w.Client.Each(ctx, source, query, func(raw json.RawMessage) error {
		var item struct {
			Name      string `json:"name"`
			StartTime string `json:"start_time"`
		}
		if err := json.Unmarshal(raw, &item); err != nil {
			return err
		}
		lines = append(lines, strings.TrimSpace(item.StartTime+" "+item.Name))
		return nil
	})
	return lines, err
}

func (w *Weekly) publish(ctx context.Context, d digest) error {
	if len(d.posts) == 0 {
		return w.nudge(ctx, d)
	}
	id, err := w.Client.Publish(ctx, d.group.ID, d.markdown())
	if err != nil {
		return err
	}
	chart, err := d.chart()
	if err != nil {
		return err
	}
	slog.InfoContext(ctx, "digest published", "group", d.group.Name, "post", id)
	return w.Client.UploadChart(ctx, d.group.ID, "Posts per day", chart)
}

// nudge asks the administrators of a quiet group for a sign of life.
func (w *Weekly) nudge(ctx context.Context, d digest) error {
	for _, m := range d.members {
		if !m.Administrator {
			continue
		}
		text := fmt.Sprintf("Nobody wrote in %s this week. Is the group still needed?", d.group.Name)
		if err := w.Client.SendText(ctx, m.ID, text); err != nil {
			return err
		}
	}
	return nil
}

func (w *Weekly) summarise(ctx context.Context, digests []digest) error {
	text := summary(digests)
	form := url.Values{}
	form.Set("message", text)
	form.Set("formatting", "MARKDOWN")
	if err := w.Client.Post(ctx, leadershipFeed, form); err != nil {
		return fmt.Errorf("summary: %w", err)
	}
	if w.Config.LeadThread == "" {
		return nil
	}
	return w.Client.SendToThread(ctx, w.Config.LeadThread, text)
}
