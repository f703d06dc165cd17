package creditsql

import (
	"context"
	"embed"
	"io/fs"
	"sync/atomic"
)

// migrations holds a folder a dialect. The name of a file begins with its version, and
// each of its statements ends with a semicolon. Version 0 makes the table that lists the
// others.
//
//go:embed postgresql/*.sql sqlite/*.sql
var migrations embed.FS

// schema is the version of the tables: what was made of it, and what is known.
type schema struct {
	sql   *statements
	files []fs.DirEntry
	found atomic.Bool // the tables are of the version that is known
}

func newSchema(s *statements) (*schema, error) {
	files, err := fs.ReadDir(migrations, s.folder)
	return &schema{sql: s, files: files}, err
}

// known is the latest version.
func (s *schema) known() int { return len(s.files) - 1 }

// check refuses tables of another version than is known with a *SchemaError. It asks the
// database until it has found the right ones, and first whether there are any: in a
// transaction on PostgreSQL a failed statement would be the last.
func (s *schema) check(ctx context.Context, q querier) error {
	if s.found.Load() {
		return nil
	}
	var made int
	if err := q.QueryRowContext(ctx, s.sql.exists).Scan(&made); err != nil {
		return err
	}
	if made > 0 {
		if err := q.QueryRowContext(ctx, s.sql.version).Scan(&made); err != nil {
			return err
		}
	}
	if made != s.known() {
		return &SchemaError{Version: made, Known: s.known()}
	}
	s.found.Store(true)
	return nil
}
