package main

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/monthend"
)

// Totals is what a run comes to. Two runs with the same totals made the same
// statements: Digest changes with every byte of any of them. The zero value is of
// no statement at all.
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

func euros(cents int64) string { return decimal.New(cents, -2).StringFixed(2) }

// Plus is both together, in whatever order.
func (t Totals) Plus(u Totals) Totals {
	return Totals{
		t.Statements + u.Statements, t.Refused + u.Refused,
		t.Net + u.Net, t.Tax + u.Tax, t.Gross + u.Gross, t.Owed + u.Owed,
		t.Digest ^ u.Digest,
	}
}

// totalsOf is what one statement adds. The text is its JSON.
func totalsOf(s *servicelevel.Statement, text []byte) (Totals, error) {
	sum := sha256.Sum256(text)
	t := Totals{Statements: 1, Digest: binary.BigEndian.Uint64(sum[:])}
	owed := decimal.Zero
	if s.Compensation != nil {
		owed = s.Compensation.Gross
	}
	for i := range s.CreditNotes {
		owed = owed.Add(s.CreditNotes[i].Document.Gross)
	}
	for _, amount := range []struct {
		from decimal.Decimal
		to   *int64
	}{{s.Invoice.Net, &t.Net}, {s.Invoice.Tax, &t.Tax}, {s.Invoice.Gross, &t.Gross}, {owed, &t.Owed}} {
		cents := amount.from.Shift(2)
		if !cents.IsInteger() || !cents.BigInt().IsInt64() {
			return Totals{}, fmt.Errorf("contract %s: %s is no amount in cents", s.Contract, amount.from)
		}
		*amount.to = cents.IntPart()
	}
	return t, nil
}

// Batch makes the month in this process by one monthend.Run: what the pipeline must
// come to.
func Batch(ctx context.Context, r Run) (Totals, error) {
	var all Totals
	var text []byte
	for s, err := range (monthend.Run{}).Statements(ctx, Generated(r.Seed, r.Month, 1, r.Contracts+1)) {
		if _, refused := errors.AsType[*monthend.ContractError](err); refused {
			all.Refused++
			continue
		}
		if err != nil {
			return all, err
		}
		if text, err = s.AppendJSON(text[:0]); err != nil {
			return all, err
		}
		one, err := totalsOf(&s, text)
		if err != nil {
			return all, err
		}
		all = all.Plus(one)
	}
	return all, nil
}
