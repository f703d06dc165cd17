package clauses

import (
	"database/sql/driver"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
)

// maxClauses is how many clauses can stand for one promise together, the first among them.
const maxClauses = 8

// Besides is what stands beside the penalty.Terms of a promise: further clauses, and what all of them come to
// together. "The greater of 5 % of the rent an hour and 10 EUR an hour" is
//
//	Besides{By: Greatest, Others: []penalty.Terms{{Target: 0.999, Rate: 10.00, Basis: penalty.Amount}}}
//
// beside the Terms of 5 %. The amounts of all are compared or added up, and cut to the cap of all. What must
// be claimed says so in each clause: one that does not owes what nobody has claimed.
//
// They must be measured over the same time, a month of 30 days being a month, and all owe money or all owe
// days of service.
type Besides struct {
	// By says what the amounts make together. Of the greatest that are alike the first counts.
	By Combination `json:"by"`
	// Others are the further clauses, from one to seven.
	Others []penalty.Terms `json:"others"`
	// Cap is the most that all of them cost together, a share of the rent of the first; zero is no
	// such cap. Days of service have none.
	Cap decimal.Decimal `json:"cap,omitzero" wire:"zero: none but those of the clauses"`
}

// Validate reports every fault of the further clauses and of what they have in common; Fits looks
// at the first too.
func (j Besides) Validate() error {
	var l fault.List
	enum.Check(&l, "by", combinationNames, j.By)
	l.Check(len(j.Others) > 0 && len(j.Others) < maxClauses, "others", len(j.Others), "must be from one to seven")
	for i := range j.Others {
		at := fault.Index("others", i)
		l.In(at, j.Others[i].Validate())
		fits(&l, at, &j.Others[i], &j.Others[0])
	}
	if !j.Cap.IsZero() {
		checkCap(&l, j.Cap)
		l.Check(len(j.Others) == 0 || j.Others[0].Basis != penalty.ServiceDays, "cap", j.Cap, "must not be given where days of service are owed")
	}
	return l.Err()
}

// Fits refuses further clauses that do not go with the first one, which is valid: those of another
// period, and days of service beside money. It reports what Validate does as well.
func (j Besides) Fits(first penalty.Terms) error {
	if err := j.Validate(); err != nil {
		return err
	}
	var l fault.List
	fits(&l, "others[0]", &j.Others[0], &first)
	return l.Err()
}

// checkCap refuses a cap that is no share of a rent.
func checkCap(l *fault.List, share decimal.Decimal) {
	_, ok := money.Billionths(share, penalty.MaxShare*money.Billion)
	l.Check(ok, "cap", share, "must lie between 0 and 1000, with at most nine decimals")
}

// fits refuses terms that have no meaning beside others.
func fits(l *fault.List, at string, t, first *penalty.Terms) {
	l.Check(t.Period.Months() == first.Period.Months(), at+".period", t.Period, "must be as long as that of the other clauses, "+first.Period.String())
	l.Check(t.Minor == first.Minor, at+".minor", t.Minor, "must be that of the other clauses, "+first.Minor.String())
	l.Check((t.Basis == penalty.ServiceDays) == (first.Basis == penalty.ServiceDays), at+".basis", t.Basis, "must be service_days in all clauses, or in none")
}

// MarshalJSON implements json.Marshaler.
func (j Besides) MarshalJSON() ([]byte, error) { return wire.Append(nil, &j) }

// UnmarshalJSON implements json.Unmarshaler.
func (j *Besides) UnmarshalJSON(b []byte) error { return wire.Decode(b, j) }

// Assess returns what a case costs under the first terms, and under all clauses together. Bad
// input comes back as FieldErrors under "terms.…", "besides.…" or the case's own field names. What a
// cap is of, and what is owed already, is that of the case for each clause: of a case that differs
// between the clauses, penalty.Assess each by its own and put them together with Of.
func (j Besides) Assess(first penalty.Terms, c penalty.Case) (penalty.Assessment, Combined, error) {
	if err := j.Fits(first); err != nil {
		return penalty.Assessment{}, Combined{}, fault.In("besides", err)
	}
	a, err := penalty.Assess(first, c)
	if err != nil {
		return penalty.Assessment{}, Combined{}, err
	}
	others := make([]penalty.Assessment, len(j.Others))
	for i := range j.Others {
		if others[i], err = penalty.Assess(j.Others[i], c); err != nil {
			return penalty.Assessment{}, Combined{}, err // of the amount: the terms and the case have been looked at
		}
	}
	all, err := j.Of(&a, others)
	return a, all, err
}

// Value implements driver.Valuer.
func (j Besides) Value() (driver.Value, error) { return column.Text(j.MarshalJSON()) }

// Scan implements sql.Scanner.
func (j *Besides) Scan(src any) error { return column.Scan(j.UnmarshalJSON, "besides", src) }

// Combination says what the amounts of several clauses make together.
type Combination uint8

// The combinations. The zero value is Greatest.
const (
	Greatest Combination = iota // the greatest of them
	Sum                         // all of them
)

var combinationNames = []string{"greatest", "sum"}

// String returns the text form, such as "sum".
func (c Combination) String() string { return enum.String(combinationNames, "combination", c) }

// MarshalText implements encoding.TextMarshaler.
func (c Combination) MarshalText() ([]byte, error) {
	return enum.Marshal(combinationNames, "combination", c)
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (c *Combination) UnmarshalText(text []byte) error {
	return enum.Parse(c, combinationNames, "combination", text)
}

// Value implements driver.Valuer.
func (c Combination) Value() (driver.Value, error) { return column.Text(c.MarshalText()) }

// Scan implements sql.Scanner.
func (c *Combination) Scan(src any) error { return column.Scan(c.UnmarshalText, "combination", src) }
