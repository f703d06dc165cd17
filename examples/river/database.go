package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"iter"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/palier-go/palier/servicelevel"
)

//go:embed schema.sql
var schema string

// open connects to the database: a connection for each job at a time, and some for
// river itself.
func open(ctx context.Context, url string, jobs int) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	config.MaxConns = max(config.MaxConns, int32(jobs)+4)
	return pgxpool.NewWithConfig(ctx, config)
}

// migrate brings river's tables and the example's up to date.
func migrate(ctx context.Context, pool *pgxpool.Pool) error {
	migrator, err := rivermigrate.New(riverpgxv5.New(pool), nil)
	if err != nil {
		return err
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return err
	}
	_, err = pool.Exec(ctx, schema)
	return err
}

// begin records the run, in the transaction that enqueues its shards. A month that
// was begun can be gone on with, but not otherwise than it was begun.
func begin(ctx context.Context, tx pgx.Tx, r Run) error {
	tag, err := tx.Exec(ctx, `insert into runs (month, seed, contracts, shard, stored, json)
		values ($1, $2, $3, $4, $5, $6) on conflict (month) do nothing`,
		sqlDate(r.Month), r.Seed, r.Contracts, r.Shard, r.Stored, r.JSON)
	if err != nil {
		return err
	}
	begun := Run{Month: r.Month}
	err = tx.QueryRow(ctx, `select seed, contracts, shard, stored, json from runs where month = $1`, sqlDate(r.Month)).
		Scan(&begun.Seed, &begun.Contracts, &begun.Shard, &begun.Stored, &begun.JSON)
	if err == nil && begun != r {
		err = fmt.Errorf("%s was begun as %+v and cannot be run as %+v", r.Month, begun, r)
	}
	if err == nil && r.Stored && tag.RowsAffected() == 1 {
		err = store(ctx, tx, r)
	}
	return err
}

// store fills the table of contracts, as the caller's own system would have.
func store(ctx context.Context, tx pgx.Tx, r Run) error {
	next, stop := iter.Pull2(Generated(r.Seed, r.Month, 1, r.Contracts+1))
	defer stop()
	number := int64(0)
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"contracts"}, []string{"month", "number", "input"},
		pgx.CopyFromFunc(func() ([]any, error) {
			in, err, more := next()
			if err != nil || !more {
				return nil, err
			}
			number++
			text, err := in.MarshalJSON()
			return []any{sqlDate(r.Month), number, text}, err
		}))
	return err
}

// inputs yields the contracts of a shard.
func inputs(ctx context.Context, pool *pgxpool.Pool, s Shard) iter.Seq2[servicelevel.Input, error] {
	if !s.Stored {
		return Generated(s.Seed, s.Month, s.First, s.Past)
	}
	return func(yield func(servicelevel.Input, error) bool) {
		rows, err := pool.Query(ctx, `select input from contracts where month = $1 and number >= $2 and number < $3 order by number`,
			sqlDate(s.Month), s.First, s.Past)
		if err != nil {
			yield(servicelevel.Input{}, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var in servicelevel.Input
			if err := rows.Scan(&in); err != nil {
				yield(servicelevel.Input{}, err)
				return
			}
			if !yield(in, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(servicelevel.Input{}, err)
		}
	}
}

// Progress is how far a run is.
type Progress struct {
	Shards, Contracts int64 // billed or refused
}

func progress(ctx context.Context, pool *pgxpool.Pool, r Run) (p Progress, err error) {
	err = pool.QueryRow(ctx, `select count(*), coalesce(sum(statements + refused), 0)::bigint from shards where month = $1`,
		sqlDate(r.Month)).Scan(&p.Shards, &p.Contracts)
	return p, err
}

// kept adds up what the database holds of a run. The contracts are counted as
// distinct ones, though the key of the table lets no other in.
func kept(ctx context.Context, pool *pgxpool.Pool, r Run) (t Totals, err error) {
	var digest int64
	month := sqlDate(r.Month)
	err = pool.QueryRow(ctx, `select count(distinct contract), coalesce(sum(net), 0)::bigint, coalesce(sum(tax), 0)::bigint,
			coalesce(sum(gross), 0)::bigint, coalesce(sum(owed), 0)::bigint,
			coalesce(bit_xor(('x' || encode(substring(digest for 8), 'hex'))::bit(64)::bigint), 0),
			(select count(*) from refusals where month = $1)
		from statements where month = $1`, month).
		Scan(&t.Statements, &t.Net, &t.Tax, &t.Gross, &t.Owed, &digest, &t.Refused)
	t.Digest = uint64(digest)
	return t, err
}

// failed returns the last error of a job that river has given up, or nil. It reads
// river's own table, as the next two functions do.
func failed(ctx context.Context, pool *pgxpool.Pool) error {
	var args, reason string
	err := pool.QueryRow(ctx, `select args::text, coalesce(errors[array_upper(errors, 1)] ->> 'error', state::text)
		from river_job where kind = $1 and state in ('discarded', 'cancelled') limit 1`, Shard{}.Kind()).Scan(&args, &reason)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return fmt.Errorf("shard %s was given up: %s", args, reason)
}

// inHand counts the jobs that a worker has begun and not ended, and of those the
// ones begun within the last 50 ms.
func inHand(ctx context.Context, pool *pgxpool.Pool, worker string) (all, fresh int, err error) {
	err = pool.QueryRow(ctx, `select count(*), count(*) filter (where attempted_at > clock_timestamp() - interval '50 ms')
		from river_job where kind = $1 and state = 'running' and attempted_by[array_upper(attempted_by, 1)] = $2`,
		Shard{}.Kind(), worker).Scan(&all, &fresh)
	return all, fresh, err
}

// ended counts the jobs of a run that are completed, and of those the ones that
// took more than one attempt.
func ended(ctx context.Context, pool *pgxpool.Pool, r Run) (completed, again int64, err error) {
	err = pool.QueryRow(ctx, `select count(*), count(*) filter (where attempt > 1) from river_job
		where kind = $1 and state = 'completed' and args ->> 'month' = $2`, Shard{}.Kind(), r.Month.String()).Scan(&completed, &again)
	return completed, again, err
}
