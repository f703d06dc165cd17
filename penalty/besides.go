package penalty

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// MaxClauses is how many clauses can stand for one promise together, the first among them.
const MaxClauses = 8

// Besides is what stands beside the Terms of a promise: further clauses, and what all of them come to
// together. "The greater of 5 % of the rent an hour and 10 EUR an hour" is
//
//	Besides{By: Greatest, Others: []Terms{{Target: 0.999, Rate: 10.00, Basis: Amount}}}
//
// beside the Terms of 5 %. Each clause is assessed by itself, to the smallest unit and with its own target, caps,
// minimum and claim; then their amounts are compared or added up, and cut to the cap of all. So what
// must be claimed says so in each clause: one that does not owes what nobody has claimed.
//
// They must be measured over the same time, a month of 30 days being a month, and all owe money or all
// owe days of service. A Besides is safe for concurrent use as long as nobody changes it.
type Besides struct {
	// By says what the amounts make together. Of the greatest that are alike the first counts.
	By Combination `json:"by"`
	// Others are the further clauses, from one to seven.
	Others []Terms `json:"others"`
	// Cap is the most that all of them cost together, a share of the rent of the first; zero is no
	// such cap. Days of service have none.
	Cap decimal.Decimal `json:"cap,omitzero" wire:"zero: none but those of the clauses"`
}

// Validate reports every fault of the further clauses and of what they have in common; Fits looks
// at the first too.
func (j Besides) Validate() error {
	var l fault.List
	enum.Check(&l, "by", combinationNames, j.By)
	l.Check(len(j.Others) > 0 && len(j.Others) < MaxClauses, "others", len(j.Others), "must be from one to seven")
	for i := range j.Others {
		at := fault.Index("others", i)
		l.In(at, j.Others[i].Validate())
		j.Others[i].fits(&l, at, &j.Others[0])
	}
	if !j.Cap.IsZero() {
		share(&l, "cap", j.Cap)
		l.Check(len(j.Others) == 0 || j.Others[0].Basis != ServiceDays, "cap", j.Cap, "must not be given where days of service are owed")
	}
	return l.Err()
}

// Fits refuses further clauses that do not go with the first one, which is valid: those of another
// period, and days of service beside money. It reports what Validate does as well.
func (j Besides) Fits(first Terms) error {
	if err := j.Validate(); err != nil {
		return err
	}
	var l fault.List
	j.Others[0].fits(&l, "others[0]", &first)
	return l.Err()
}

// fits refuses terms that have no meaning beside others.
func (t *Terms) fits(l *fault.List, at string, first *Terms) {
	l.Check(t.Period.Months() == first.Period.Months(), at+".period", t.Period, "must be as long as that of the other clauses, "+first.Period.String())
	l.Check(t.Minor == first.Minor, at+".minor", t.Minor, "must be that of the other clauses, "+first.Minor.String())
	l.Check((t.Basis == ServiceDays) == (first.Basis == ServiceDays), at+".basis", t.Basis, "must be service_days in all clauses, or in none")
}

// MarshalJSON implements json.Marshaler.
func (j Besides) MarshalJSON() ([]byte, error) { return wire.Append(nil, &j) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses.
func (j *Besides) UnmarshalJSON(b []byte) error { return wire.Decode(b, j) }

// Assess returns what a case costs under the first terms, and under all clauses together. Bad
// input comes back as FieldErrors under "terms.…", "besides.…" or the case's own field names. What a
// cap is of, and what is owed already, is that of the case for each clause: of a case that differs
// between the clauses, Assess each by its own and put them together with Of.
func (j Besides) Assess(first Terms, c Case) (Assessment, Combined, error) {
	if err := j.Fits(first); err != nil {
		return Assessment{}, Combined{}, fault.In("besides", err)
	}
	a, err := Assess(first, c)
	if err != nil {
		return Assessment{}, Combined{}, err
	}
	others := make([]Assessment, len(j.Others))
	for i := range j.Others {
		if others[i], err = Assess(j.Others[i], c); err != nil {
			return Assessment{}, Combined{}, err // of the amount: the terms and the case have been looked at
		}
	}
	all, err := j.Of(&a, others)
	return a, all, err
}
