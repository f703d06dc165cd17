package creditsql

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
)

var (
	_ credit.Store = (*Store)(nil)
	_ credit.Store = (*Tx)(nil)
)

// Store is a credit.Store in a database. It is safe for concurrent use, by many
// goroutines and by many processes on one database. It has no state but the
// *sql.DB, which stays the caller's to configure and to close.
type Store struct {
	db  *sql.DB
	sql *statements
}

// New returns a store over a database that speaks a dialect. It does not connect.
func New(db *sql.DB, d Dialect) (*Store, error) {
	var faults fault.List
	faults.Check(db != nil, "db", nil, "must be given")
	s := statementsOf(d)
	faults.Check(s != nil, "dialect", d, "is not a known dialect")
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return &Store{db: db, sql: s}, nil
}

// Load implements credit.Store. It fails with an *Error; its cause is ErrDamaged
// where the journal has a gap or an entry is not the one that its row names.
func (s *Store) Load(ctx context.Context, account string, n int) ([]credit.Entry, error) {
	if s.db == nil {
		return nil, errZero
	}
	return s.sql.loadFrom(ctx, s.db, account, n)
}

// Append implements credit.Store. It returns credit.ErrStale as the interface
// asks, a *FieldError for an entry or a name of an account that is not valid,
// and otherwise an *Error. After an *Error it may be unknown whether the entry was
// added; appending it again is safe.
func (s *Store) Append(ctx context.Context, account string, n int, e credit.Entry) error {
	if s.db == nil {
		return errZero
	}
	return s.sql.appendTo(ctx, s.db, account, n, e)
}

// With returns the store inside a transaction of the caller's, on the same
// database: what is appended is kept when the caller commits.
//
// Use it with a Ledger of its own, made for the one transaction and dropped with
// it, since what that ledger remembers is not kept where the transaction is rolled
// back. The transaction must have the default isolation level. Until it ends
// others who append to the same account wait on PostgreSQL, and to any account on
// SQLite, so it should be short. Two transactions that append to the same accounts
// in another order can wait for each other: PostgreSQL then ends one of them with
// an error, and it may be tried again as a whole.
func (s *Store) With(tx *sql.Tx) *Tx { return &Tx{tx: tx, sql: s.sql} }

// Tx is a credit.Store inside one transaction. Like the *sql.Tx that it is made
// from, it is not to be used after that has ended.
type Tx struct {
	tx  *sql.Tx
	sql *statements
}

// Load implements credit.Store as Store.Load does. It sees what was appended in
// the transaction.
func (t *Tx) Load(ctx context.Context, account string, n int) ([]credit.Entry, error) {
	if t.tx == nil || t.sql == nil {
		return nil, errZero
	}
	return t.sql.loadFrom(ctx, t.tx, account, n)
}

// Append implements credit.Store as Store.Append does. After credit.ErrStale the
// transaction goes on; after another error it should be rolled back.
func (t *Tx) Append(ctx context.Context, account string, n int, e credit.Entry) error {
	if t.tx == nil || t.sql == nil {
		return errZero
	}
	return t.sql.appendTo(ctx, t.tx, account, n, e)
}

var errZero = fault.New("store", nil, "must come from New, and its transaction must be given")

// querier is a *sql.DB or a *sql.Tx.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

func (s *statements) loadFrom(ctx context.Context, q querier, account string, n int) (entries []credit.Entry, err error) {
	if err := checkAccount(account); err != nil {
		return nil, err
	}
	if n < 0 {
		return nil, nil
	}
	sequence := 0
	defer func() {
		if err != nil {
			entries, err = nil, &Error{Op: "load", Account: account, Sequence: sequence, Err: err}
		}
	}()
	rows, err := q.QueryContext(ctx, s.load, account, n)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var r row
	for rows.Next() {
		if err := rows.Scan(&r.sequence, &r.id, &r.entry); err != nil {
			return nil, err
		}
		sequence = n + len(entries) + 1
		e, err := r.decode(sequence)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	sequence = 0
	return entries, rows.Err()
}

// row is one row of the table; entry belongs to the database until the next one.
type row struct {
	sequence int64
	id       string
	entry    sql.RawBytes
}

// decode returns the entry, which must be number want.
func (r *row) decode(want int) (credit.Entry, error) {
	var e credit.Entry
	if r.sequence != int64(want) {
		return e, fmt.Errorf("%w: the next one has number %d", ErrDamaged, r.sequence)
	}
	if err := e.UnmarshalJSON(r.entry); err != nil {
		return e, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if e.ID != r.id {
		return e, fmt.Errorf("%w: the row is named %q and its entry %q", ErrDamaged, r.id, e.ID)
	}
	return e, nil
}

func (s *statements) appendTo(ctx context.Context, q querier, account string, n int, e credit.Entry) error {
	if err := checkAccount(account); err != nil {
		return err
	}
	if err := e.Validate(); err != nil {
		return err
	}
	if n < 0 {
		return credit.ErrStale
	}
	failed := func(err error) error {
		return &Error{Op: "append", Account: account, Sequence: n + 1, Err: err}
	}
	if n >= credit.MaxEntries {
		return failed(credit.ErrFull)
	}
	line, err := e.MarshalJSON()
	if err != nil {
		return failed(err)
	}
	result, err := q.ExecContext(ctx, s.insert, account, n, e.ID, string(line))
	if err != nil {
		return failed(err)
	}
	added, err := result.RowsAffected()
	switch {
	case err != nil:
		return failed(err)
	case added == 0:
		return credit.ErrStale
	default:
		return nil
	}
}

// checkAccount refuses a name that a Ledger would refuse, before a database
// that stores text in its own way sees it.
func checkAccount(name string) error {
	control := func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }
	switch {
	case name == "":
		return fault.New("account", name, "must not be empty")
	case len(name) > credit.MaxID:
		return fault.New("account", name, "must not be longer than 128 bytes")
	case !utf8.ValidString(name), strings.ContainsFunc(name, control):
		return fault.New("account", name, "must be text without control characters")
	default:
		return nil
	}
}
