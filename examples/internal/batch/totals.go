package batch

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/examples/internal/amount"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/monthend"
)

// Totals is what a run comes to. Two runs with the same totals made the same
// statements: Digest changes with every byte of any of them. The zero value is of no statement at
// all.
type Totals struct {
	Statements, Refused   int64
	Net, Tax, Gross, Owed int64  // cents
	Digest                uint64 // exclusive or of the first 8 bytes of each statement's SHA-256
}

// String is the totals on one line.
func (t Totals) String() string {
	return fmt.Sprintf("%d statements, %d refused; net %s, VAT %s, gross %s, owed to customers %s; digest %016x",
		t.Statements, t.Refused, euros(t.Net), euros(t.Tax), euros(t.Gross), euros(t.Owed), t.Digest)
}

func euros(cents int64) string { return amount.Text("", decimal.New(cents, -2)) }

// Add counts one more statement.
func (t *Totals) Add(b *Bill) {
	t.Statements++
	t.Net += b.Net
	t.Tax += b.Tax
	t.Gross += b.Gross
	t.Owed += b.Owed
	t.Digest ^= binary.BigEndian.Uint64(b.Digest[:8])
}

// Plus is both together, in whatever order.
func (t Totals) Plus(u Totals) Totals {
	return Totals{
		t.Statements + u.Statements, t.Refused + u.Refused,
		t.Net + u.Net, t.Tax + u.Tax, t.Gross + u.Gross, t.Owed + u.Owed,
		t.Digest ^ u.Digest,
	}
}

// Bill is what is kept of a statement.
type Bill struct {
	Contract              string
	Net, Tax, Gross, Owed int64 // cents
	Digest                [sha256.Size]byte
}

// Refusal is a contract without a statement, and why.
type Refusal struct{ Contract, Reason string }

// Statements makes the statements of the inputs and hands each to exactly one of
// the two functions, in order. The bytes are the statement's JSON, good until the
// function returns. An input that cannot be read at all is an error.
func Statements(
	ctx context.Context, run monthend.Run, inputs iter.Seq2[servicelevel.Input, error],
	bill func(*Bill, []byte) error, refuse func(Refusal),
) error {
	var text []byte
	for s, err := range run.Statements(ctx, inputs) {
		if of := (*monthend.ContractError)(nil); errors.As(err, &of) && of.Contract != "" {
			refuse(Refusal{of.Contract, of.Err.Error()})
			continue
		}
		if err != nil {
			return err
		}
		if text, err = s.AppendJSON(text[:0]); err != nil {
			return err
		}
		b, err := BillOf(&s, text)
		if err != nil {
			return err
		}
		if err := bill(&b, text); err != nil {
			return err
		}
	}
	return nil
}

// BillOf takes what is kept of a statement. The text is its JSON. It refuses one in another currency than euros,
// to which nothing else is added.
func BillOf(s *servicelevel.Statement, text []byte) (Bill, error) {
	if s.Currency != "" {
		return Bill{}, fmt.Errorf("contract %s: is billed in %s, and totals are in euros", s.Contract, s.Currency)
	}
	b := Bill{Contract: s.Contract, Digest: sha256.Sum256(text)}
	owed := decimal.Zero
	if s.Compensation != nil {
		owed = s.Compensation.Gross
	}
	for i := range s.CreditNotes {
		owed = owed.Add(s.CreditNotes[i].Document.Gross)
	}
	for _, x := range []struct {
		from decimal.Decimal
		to   *int64
	}{{s.Invoice.Net, &b.Net}, {s.Invoice.Tax, &b.Tax}, {s.Invoice.Gross, &b.Gross}, {owed, &b.Owed}} {
		cents := x.from.Shift(2)
		if !cents.IsInteger() || !cents.BigInt().IsInt64() {
			return Bill{}, fmt.Errorf("contract %s: %s is no amount in cents", s.Contract, x.from)
		}
		*x.to = cents.IntPart()
	}
	return b, nil
}

// Total makes the statements of the inputs in this process, on all its cores, and says what they
// come to: what many processes together must come to. Progress may be nil.
func Total(ctx context.Context, inputs iter.Seq2[servicelevel.Input, error], progress func(done, refused int)) (Totals, error) {
	var t Totals
	err := Statements(ctx, monthend.Run{Progress: progress}, inputs,
		func(b *Bill, _ []byte) error { t.Add(b); return nil },
		func(Refusal) { t.Refused++ })
	return t, err
}
