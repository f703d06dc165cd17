package creditsql

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/palier-go/palier/credit/journal"
)

// querier is a *sql.DB or a *sql.Tx.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// table is the journals of one kind of line in a database. The functions are those of
// the pointer to a line, which is so no parameter of the type.
type table[L any] struct {
	name   string
	kind   string
	sql    *statements
	schema *schema

	check  func([]journal.Batch[L]) error
	id     func(*L) string
	encode func(*L) ([]byte, error)
	decode func(*L, []byte) error
}

func tableOf[L any, P journal.Line[L]]() *table[L] {
	kind := P(nil).LineKind()
	return &table[L]{
		name: map[string]string{"entry": "palier_entries", "fact": "palier_facts"}[kind],
		kind: kind,

		check:  journal.CheckBatches[L, P],
		id:     func(l *L) string { return P(l).LineID() },
		encode: func(l *L) ([]byte, error) { return P(l).MarshalJSON() },
		decode: func(l *L, b []byte) error { return P(l).UnmarshalJSON(b) },
	}
}

// failed returns an Error, except for what needs none.
func (t *table[L]) failed(op, owner string, sequence int, err error) error {
	if err == nil || errors.As(err, new(*Error)) || errors.Is(err, journal.ErrStale) {
		return err
	}
	return &Error{Op: op, Kind: t.kind, Owner: owner, Sequence: sequence, Err: err}
}

func (t *table[L]) load(ctx context.Context, q querier, owner string, after int) (lines []L, err error) {
	if err := journal.CheckLoad(owner, after); err != nil {
		return nil, err
	}
	sequence := 0
	defer func() {
		if err != nil {
			lines, err = nil, t.failed("load", owner, sequence, err)
		}
	}()
	if err := t.schema.check(ctx, q); err != nil {
		return nil, err
	}
	rows, err := q.QueryContext(ctx, t.sql.load, owner, after)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var r row
	for rows.Next() {
		if err := rows.Scan(&r.sequence, &r.id, &r.line); err != nil {
			return nil, err
		}
		sequence = after + len(lines) + 1
		lines = append(lines, *new(L))
		if err := t.read(&lines[len(lines)-1], &r, sequence); err != nil {
			return nil, err
		}
	}
	sequence = 0
	return lines, rows.Err()
}

// row is one row of the table; line belongs to the database until the next one.
type row struct {
	sequence int64
	id       string
	line     sql.RawBytes
}

// read fills in a line from its row, which must be number want.
func (t *table[L]) read(line *L, r *row, want int) error {
	if r.sequence != int64(want) {
		return fmt.Errorf("%w: the next one has number %d", ErrDamaged, r.sequence)
	}
	if err := t.decode(line, r.line); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if id := t.id(line); id != r.id {
		return fmt.Errorf("%w: the row is named %q and its %s %q", ErrDamaged, r.id, t.kind, id)
	}
	return nil
}

func (t *table[L]) loadSnapshot(ctx context.Context, q querier, owner string) (s journal.Snapshot, err error) {
	if err := journal.CheckLoad(owner, 0); err != nil {
		return s, err
	}
	if err = t.schema.check(ctx, q); err == nil {
		err = q.QueryRowContext(ctx, t.sql.loadSnapshot, t.kind, owner).Scan(&s.After, &s.Last, &s.Data)
	}
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return journal.Snapshot{}, nil
	case err != nil:
		return journal.Snapshot{}, t.failed("load snapshot", owner, 0, err)
	default:
		return s, nil
	}
}

// saveSnapshot saves a snapshot, by a statement that is done whole or not at all.
func (t *table[L]) saveSnapshot(ctx context.Context, q querier, owner string, s journal.Snapshot,
	whole func(context.Context, func(querier) error) error,
) error {
	if err := journal.CheckSnapshot(owner, s); err != nil {
		return err
	}
	data := s.Data
	if data == nil {
		data = []byte{} // nil would be NULL
	}
	err := t.schema.check(ctx, q)
	if err == nil {
		err = whole(ctx, func(q querier) error {
			_, err := q.ExecContext(ctx, t.sql.saveSnapshot, t.kind, owner, s.After, s.Last, data)
			return err
		})
	}
	return t.failed("save snapshot", owner, s.After, err)
}
