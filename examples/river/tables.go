package main

import (
	"context"
	"fmt"
	"iter"

	"github.com/palier-go/palier/examples/internal/batch"
	"github.com/palier-go/palier/servicelevel"
)

// begin records the run, in the transaction that enqueues its shards. A month that
// was begun can be gone on with, but not otherwise than it was begun.
func (d *database) begin(ctx context.Context, t *transaction, r Run) error {
	result, err := t.ExecContext(ctx, `insert into runs (month, seed, contracts, shard, stored, json)
		values ($1, $2, $3, $4, $5, $6) on conflict (month) do nothing`,
		r.Month.String(), r.Seed, r.Contracts, r.Shard, r.Stored, r.JSON)
	if err != nil {
		return err
	}
	begun := Run{Month: r.Month}
	err = t.QueryRowContext(ctx, `select seed, contracts, shard, stored, json from runs where month = $1`, r.Month.String()).
		Scan(&begun.Seed, &begun.Contracts, &begun.Shard, &begun.Stored, &begun.JSON)
	if err != nil {
		return err
	}
	if begun != r {
		return fmt.Errorf("%s was begun as %+v and cannot be run as %+v", r.Month, begun, r)
	}
	added, err := result.RowsAffected()
	if err != nil || added == 0 || !r.Stored {
		return err
	}
	return d.fill(ctx, t, "contracts", []string{"month", "number", "input"}, stored(r))
}

// stored are the rows of the table of contracts, as the caller's own system would
// have them.
func stored(r Run) rows {
	return func(yield func([]any, error) bool) {
		number := int64(0)
		for in, err := range r.inputs() {
			number++
			var text []byte
			if err == nil {
				text, err = in.MarshalJSON()
			}
			if !yield([]any{r.Month.String(), number, text}, err) || err != nil {
				return
			}
		}
	}
}

// inputs yields the contracts of a shard.
func (d *database) inputs(ctx context.Context, s Shard) iter.Seq2[servicelevel.Input, error] {
	if !s.Stored {
		return batch.Generated(s.Seed, s.Month, s.First, s.Past)
	}
	return func(yield func(servicelevel.Input, error) bool) {
		rows, err := d.QueryContext(ctx, `select input from contracts where month = $1 and number >= $2 and number < $3 order by number`,
			s.Month.String(), s.First, s.Past)
		if err != nil {
			yield(servicelevel.Input{}, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var text []byte
			var in servicelevel.Input
			err := rows.Scan(&text)
			if err == nil {
				err = in.UnmarshalJSON(text)
			}
			if !yield(in, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(servicelevel.Input{}, err)
		}
	}
}

// save writes the result of a shard, unless it is billed already: if a job was
// given to a second worker while the first went on, the later one waits for the
// earlier, at the row in shards or before that, and then leaves it at that.
func (d *database) save(ctx context.Context, t *transaction, s Shard, r *result, worker string) error {
	inserted, err := t.ExecContext(ctx, `insert into shards (month, first, past, statements, refused, worker)
		values ($1, $2, $3, $4, $5, $6) on conflict (month, first) do nothing`,
		s.Month.String(), s.First, s.Past, len(r.statements), len(r.refusals), worker)
	if err != nil {
		return err
	}
	if n, err := inserted.RowsAffected(); err != nil || n == 0 {
		return err
	}
	err = d.fill(ctx, t, "statements",
		[]string{"month", "contract", "net", "tax", "gross", "owed", "digest", "statement"}, each(r.statements))
	if err != nil {
		return err
	}
	return d.fill(ctx, t, "refusals", []string{"month", "contract", "reason"}, each(r.refusals))
}

func each(all [][]any) rows {
	return func(yield func([]any, error) bool) {
		for _, row := range all {
			if !yield(row, nil) {
				return
			}
		}
	}
}

// Progress is how far a run is.
type Progress struct {
	Shards, Contracts int64 // billed or refused
}

func (d *database) progress(ctx context.Context, r Run) (p Progress, err error) {
	err = d.QueryRowContext(ctx, `select count(*), cast(coalesce(sum(statements + refused), 0) as bigint) from shards where month = $1`,
		r.Month.String()).Scan(&p.Shards, &p.Contracts)
	return p, err
}

// kept adds up what the database holds of a run, statement by statement. That none
// is there twice is seen here, though the key of the table lets no other in.
func (d *database) kept(ctx context.Context, r Run) (t batch.Totals, err error) {
	err = d.QueryRowContext(ctx, `select count(*) from refusals where month = $1`, r.Month.String()).Scan(&t.Refused)
	if err != nil {
		return t, err
	}
	rows, err := d.QueryContext(ctx, `select contract, net, tax, gross, owed, digest from statements
		where month = $1 order by contract`, r.Month.String())
	if err != nil {
		return t, err
	}
	defer rows.Close()
	last := ""
	for rows.Next() {
		var b batch.Bill
		var digest []byte
		if err := rows.Scan(&b.Contract, &b.Net, &b.Tax, &b.Gross, &b.Owed, &digest); err != nil {
			return t, err
		}
		if len(digest) != len(b.Digest) {
			return t, fmt.Errorf("contract %s: a digest of %d bytes", b.Contract, len(digest))
		}
		if b.Contract == last {
			return t, fmt.Errorf("contract %s is billed twice", last)
		}
		copy(b.Digest[:], digest)
		t.Add(&b)
		last = b.Contract
	}
	return t, rows.Err()
}
