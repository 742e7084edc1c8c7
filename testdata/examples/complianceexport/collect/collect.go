// Package collect gathers what a matter asks for.
package collect

import (
	"context"
	"encoding/csv"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"example.com/complianceexport/archive"
	"example.com/complianceexport/matter"
	"example.com/complianceexport/workplace"
)

// idsPerRequest is how many objects the API returns at once.
const idsPerRequest = 50

// An Export is one run of the exporter.
type Export struct {
	Workplace *workplace.Client
	Archive   *archive.Dir
	Matter    matter.Matter
}

// Run writes everything the matter asks for.
func (e *Export) Run(ctx context.Context) error {
	for addresses := range slices.Chunk(e.Matter.Custodians, idsPerRequest) {
		people, err := e.Workplace.People(ctx, addresses)
		if err != nil {
			return fmt.Errorf("custodians: %w", err)
		}
		for _, address := range addresses {
			if err := e.custodian(ctx, people[address]); err != nil {
				return fmt.Errorf("%s: %w", address, err)
			}
		}
	}
	if e.Matter.Policies {
		err := e.Workplace.Policies(ctx, func(p workplace.Policy) error { return e.Archive.Put("policies", p) })
		if err != nil {
			return fmt.Errorf("policies: %w", err)
		}
	}
	if err := e.objects(ctx); err != nil {
		return err
	}
	return e.accountData(ctx)
}

func (e *Export) custodian(ctx context.Context, p workplace.Person) error {
	slog.InfoContext(ctx, "custodian", "id", p.ID)
	if err := e.Archive.Put("custodians", p); err != nil {
		return err
	}
	if err := e.chats(ctx, p); err != nil {
		return err
	}
	return workplace.Each(ctx, e.Workplace.Groups(p.ID), func(g workplace.Group) error {
		if err := e.posts(ctx, g); err != nil {
			return fmt.Errorf("group %s: %w", g.Name, err)
		}
		return nil
	})
}

// chats writes the conversations of a person: all messages of busy ones, the
// first page of the rest, which is all there is.
func (e *Export) chats(ctx context.Context, p workplace.Person) error {
	var short []workplace.Thread
	err := workplace.Each(ctx, e.Workplace.Conversations(p.ID), func(t workplace.Thread) error {
		if err := e.Archive.Put("threads", t); err != nil {
			return err
		}
		if t.MessageCount <= 100 {
			short = append(short, t)
			return nil
		}
		return workplace.Each(ctx, e.Workplace.Messages(t.ID, p.ID, e.Matter.Since), func(m workplace.Message) error {
			return e.Archive.Put("messages", m)
		})
	})
	if err != nil {
		return err
	}
	answers, err := e.Workplace.Recent(ctx, p.ID, short)
	if err != nil {
		return err
	}
	return e.answers("messages", answers)
}

func (e *Export) posts(ctx context.Context, g workplace.Group) error {
	return workplace.Each(ctx, e.Workplace.Posts(g.ID, e.Matter.Since), func(p workplace.Post) error {
		err := workplace.Each(ctx, e.Workplace.Readers(p.ID), func(r workplace.Reader) error {
			p.Seen = append(p.Seen, r)
			return nil
		})
		if err != nil {
			return err
		}
		return e.Archive.Put("posts", p)
	})
}

// objects writes what counsel asked for by its path.
func (e *Export) objects(ctx context.Context) error {
	paths := make([]string, 0, len(e.Matter.Objects))
	for _, o := range e.Matter.Objects {
		paths = append(paths, strings.TrimPrefix(o, "/"))
	}
	answers, err := e.Workplace.Objects(ctx, paths)
	if err != nil {
		return fmt.Errorf("objects: %w", err)
	}
	return e.answers("objects", answers)
}

func (e *Export) answers(kind string, answers []workplace.Answer) error {
	for _, a := range answers {
		if a.Code != 200 {
			return fmt.Errorf("%s: status %d in a batch", kind, a.Code)
		}
		if err := e.Archive.Put(kind, a.Body); err != nil {
			return err
		}
	}
	return nil
}

// accountData writes the rows of the account export that concern custodians.
func (e *Export) accountData(ctx context.Context) error {
	job, err := e.Workplace.StartExport(ctx)
	if err != nil {
		return fmt.Errorf("account data: %w", err)
	}
	if job, err = e.Workplace.Await(ctx, job.ID, 2*time.Second); err != nil {
		return err
	}
	res, err := e.Workplace.Download(ctx, job)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	rows, err := csv.NewReader(res.Body).ReadAll()
	if err != nil {
		return fmt.Errorf("account data: %w", err)
	}
	for _, row := range rows {
		if slices.ContainsFunc(row, func(cell string) bool { return slices.Contains(e.Matter.Custodians, cell) }) {
			if err := e.Archive.Put("accounts", row); err != nil {
				return err
			}
		}
	}
	return nil
}
