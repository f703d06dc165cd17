package creditsql

import (
	"cmp"
	"context"
	"slices"

	"github.com/palier-go/palier/credit/journal"
)

// added is the lines of one batch as a statement takes them.
type added struct {
	owner string
	after int
	lines []any // the id and the text of each, by turns
}

// append adds batches. One line alone is one statement; whole does several of them
// wholly or not at all.
func (t *table[L]) append(ctx context.Context, q querier, batches []journal.Batch[L],
	whole func(context.Context, func(querier) error) error,
) error {
	all, err := t.texts(batches)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return ctx.Err()
	}
	first := &all[0]
	if err := t.schema.check(ctx, q); err != nil {
		return t.failed("append", first.owner, first.after+1, err)
	}
	if len(all) == 1 && len(first.lines) == 2 {
		return t.insert(ctx, q, first)
	}
	err = whole(ctx, func(q querier) error {
		for i := range all {
			if err := t.insert(ctx, q, &all[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return t.failed("append", first.owner, first.after+1, err)
}

// texts checks batches and returns those that have lines, in the order of their owners:
// two who append to the same ones do not wait for each other on PostgreSQL, where a line
// that is not committed yet is waited for.
func (t *table[L]) texts(batches []journal.Batch[L]) ([]added, error) {
	if err := t.check(batches); err != nil {
		return nil, err
	}
	all := make([]added, 0, len(batches))
	for i := range batches {
		b := &batches[i]
		if len(b.Lines) == 0 {
			continue
		}
		a := added{owner: b.Owner, after: b.After, lines: make([]any, 0, 2*len(b.Lines))}
		for j := range b.Lines {
			line, err := t.encode(&b.Lines[j])
			if err != nil {
				return nil, t.failed("append", b.Owner, b.After+j+1, err)
			}
			a.lines = append(a.lines, t.id(&b.Lines[j]), string(line))
		}
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b added) int { return cmp.Compare(a.owner, b.owner) })
	return all, nil
}

// insert adds the lines of one owner.
func (t *table[L]) insert(ctx context.Context, q querier, a *added) error {
	after := a.after
	for lines := range slices.Chunk(a.lines, 2*t.sql.chunk) {
		n := len(lines) / 2
		result, err := q.ExecContext(ctx, t.sql.inserting(n), append([]any{a.owner, after}, lines...)...)
		if err != nil {
			return t.failed("append", a.owner, after+1, err)
		}
		inserted, err := result.RowsAffected()
		if err != nil {
			return t.failed("append", a.owner, after+1, err)
		}
		if inserted != int64(n) {
			return &journal.StaleError{Owner: a.owner}
		}
		after += n
	}
	return nil
}
