package cli

import (
	"context"
	"crypto/sha256"
	"fmt"
	"path"
	"strings"

	"github.com/spf13/cobra"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/blame"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/git"
	"github.com/workplacelint/workplacelint/internal/manifest"
	"github.com/workplacelint/workplacelint/internal/report"
)

// blameRun is one run of the command, as flags say.
type blameRun struct {
	selection
	every  bool
	limit  int
	format string
}

func (a *app) blameCommand() *cobra.Command {
	var run blameRun
	c := &cobra.Command{
		Use:   "blame PERMISSION [PACKAGE...]",
		Short: "find the commits that first and last needed a permission",
		Long: `Finds the last commit whose code needs a permission, and the one with which that
began: its parent does not need it. The first is found by halving, so that only
few commits are analyzed; an older time in which it was needed too is found with
--every. Commits of the first parent count; if the need came with a merge, the
commit of its branch is named.

A permission is named as in the API or by its text in the admin panel.`,
		Example: `  workplacelint blame read_all_messages
  workplacelint blame --every 'Read user email' ./...`,
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: completePermissions,
		RunE: func(c *cobra.Command, args []string) error {
			if err := oneOf("--format", run.format, "text", "json"); err != nil {
				return err
			}
			return a.blame(c.Context(), &run, args[0], args[1:])
		},
	}
	c.Flags().BoolVar(&run.every, "every", false, "look at every commit")
	c.Flags().IntVar(&run.limit, "limit", 50, "how many commits to go back for the last one that needed it")
	c.Flags().StringVar(&run.format, "format", "text", "text or json (docs/schema/blame.json)")
	run.flags(c)
	return c
}

func completePermissions(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var names []cobra.Completion
	if len(args) == 0 {
		for _, p := range catalog.Default().Permissions() {
			names = append(names, cobra.CompletionWithDesc(p.Name, p.Label))
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// A blamed is a history that is asked for a permission.
type blamed struct {
	app        *app
	run        *blameRun
	ctx        context.Context
	repo       *git.Repository
	permission *catalog.Permission
	patterns   []string
	commits    []string // hash, day and subject, the newest first
	// needs is what was found at a commit, by what of it matters: a commit that
	// changes no code is not analyzed.
	needs map[string]need
	found map[string]need // by commit
}

// need is what one commit needs a permission for.
type need struct {
	state blame.State
	by    []report.NeededBy
}

func (a *app) blame(ctx context.Context, run *blameRun, name string, patterns []string) error {
	perm := audit.Suggest(catalog.Default(), name)
	if perm == nil {
		return fmt.Errorf("%q: no such permission; 'workplacelint explain' knows them by name and by text of the admin panel", name)
	}
	repo, err := git.Open(ctx, a.dir)
	if err != nil {
		return err
	}
	b := &blamed{
		app: a, run: run, ctx: ctx, repo: repo, permission: perm, patterns: patterns,
		needs: map[string]need{}, found: map[string]need{},
	}
	if b.commits, err = b.log("HEAD"); err != nil {
		return err
	}
	found, err := b.search()
	if err != nil {
		return err
	}
	if run.format == "json" {
		return report.WriteJSON(a.stdout, found)
	}
	w, err := a.text()
	if err != nil {
		return err
	}
	return w.Sheet(found.Sheet())
}

// log lists the commits that lead to what git names, of the first parent.
func (b *blamed) log(revs ...string) ([]string, error) {
	args := append([]string{"log", "--first-parent", "--format=%H %cs %s"}, revs...)
	log, err := b.repo.Output(b.ctx, append(args, "--", ".")...)
	if err != nil {
		return nil, err
	}
	var commits []string
	for line := range strings.Lines(string(log)) {
		commits = append(commits, strings.TrimSuffix(line, "\n"))
	}
	return commits, nil
}

// search finds the commits.
func (b *blamed) search() (*report.Blame, error) {
	h := &blame.History{Len: len(b.commits), State: b.state}
	out := &report.Blame{Version: report.Version, Permission: b.permission.Name, Label: b.permission.Label, Commits: h.Len}
	limit := b.run.limit
	if b.run.every {
		limit = h.Len
	}
	last, err := h.Last(limit)
	if err != nil {
		return nil, err
	}
	if last < 0 {
		out.LookedAt = h.Asked()
		if h.Asked() == h.Len && b.isShallow() {
			out.Before = report.BeforeShallow
		}
		return out, nil
	}
	first, sure, err := h.Begin(last)
	if err == nil && b.run.every {
		first, err = h.First()
	}
	if err != nil {
		return nil, err
	}
	out.Needed, out.LookedAt = last == 0, h.Asked()
	out.First, out.Last = b.commit(first), b.commit(last)
	if inBranch, err := b.inBranch(first); err != nil {
		return nil, err
	} else if inBranch != nil {
		out.First, out.Merge = inBranch, out.First
	}
	switch {
	case first == h.Len-1 && b.isShallow():
		out.Before = report.BeforeShallow
	case first == h.Len-1:
		out.Before = report.BeforeNothing
	case !sure:
		out.Before = report.BeforeUnknown
	case b.run.every:
		out.Before = report.BeforeNever
	default:
		out.Before = report.BeforeNotNeeded
	}
	return out, nil
}

func (b *blamed) commit(i int) *report.Commit {
	hash, rest, _ := strings.Cut(b.commits[i], " ")
	day, subject, _ := strings.Cut(rest, " ")
	return &report.Commit{Hash: hash, Day: day, Subject: subject, NeededBy: append([]report.NeededBy{}, b.found[hash].by...)}
}

// inBranch returns the commit of a branch with which a need began that a merge
// brought, nil if the commit is no merge, or the need is not that of the branch.
func (b *blamed) inBranch(merge int) (*report.Commit, error) {
	hash := hashOf(b.commits[merge])
	second, err := b.repo.Commit(b.ctx, hash+"^2")
	if err != nil {
		return nil, nil //nolint:nilerr,nilnil // no merge
	}
	branch := *b
	if branch.commits, err = b.log(second, "^"+hash+"^1"); err != nil || len(branch.commits) == 0 {
		return nil, err
	}
	h := &blame.History{Len: len(branch.commits), State: branch.state}
	if last, err := h.Last(1); last < 0 || err != nil {
		return nil, err
	}
	first, sure, err := h.Begin(0)
	if !sure || err != nil {
		return nil, err
	}
	return branch.commit(first), nil
}

// isShallow reports whether the clone has only a part of the history.
func (b *blamed) isShallow() bool {
	out, err := b.repo.Output(b.ctx, "rev-parse", "--is-shallow-repository")
	return err == nil && strings.TrimSpace(string(out)) == "true"
}

func hashOf(commit string) string {
	hash, _, _ := strings.Cut(commit, " ")
	return hash
}

// state says whether a commit needs the permission. What was not fully analyzed
// is a no to nothing.
func (b *blamed) state(i int) (blame.State, error) {
	commit := hashOf(b.commits[i])
	key, err := b.matters(commit)
	if err != nil {
		return blame.Unknown, err
	}
	n, ok := b.needs[key]
	if !ok {
		if n, err = b.analyze(commit); err != nil {
			return blame.Unknown, err
		}
		b.needs[key] = n
	}
	b.found[commit] = n
	return n.state, nil
}

// matters identifies the files of a commit that decide what it needs.
func (b *blamed) matters(commit string) (string, error) {
	tree, err := b.repo.Output(b.ctx, "ls-tree", "-r", "-z", "--full-tree", commit)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for entry := range strings.SplitSeq(string(tree), "\x00") {
		_, name, _ := strings.Cut(entry, "\t")
		switch base := path.Base(name); {
		case strings.HasSuffix(base, ".go"), strings.HasPrefix(base, "go."), strings.HasSuffix(base, ".yaml") && strings.HasPrefix(name, b.repo.Prefix),
			base == manifest.Name, base == "modules.txt":
			fmt.Fprintf(h, "%s\x00", entry)
		}
	}
	return string(h.Sum(nil)), nil
}

func (b *blamed) analyze(commit string) (need, error) {
	var n need
	err := b.app.at(b.ctx, commit, func(there *app) error {
		prog, err := there.read(b.ctx, &b.run.selection, b.patterns)
		if err != nil {
			return err
		}
		perms, err := prog.permissions()
		if err != nil {
			return err
		}
		if perms.Complete {
			n.state = blame.No
		}
		for i := range perms.Permissions {
			if p := &perms.Permissions[i]; p.Name == b.permission.Name && p.Class == audit.Needed.String() {
				n.state, n.by = blame.Yes, p.NeededBy
			}
		}
		return nil
	})
	if b.ctx.Err() != nil {
		return n, b.ctx.Err()
	}
	if err != nil {
		return need{}, nil //nolint:nilerr // a commit that does not load is not known
	}
	return n, nil
}
