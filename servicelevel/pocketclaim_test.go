package servicelevel_test

import (
	"math/big"
	"time"

	"github.com/palier-go/palier/penalty"
)

// shown is what the clocks at its offset show of an instant, in seconds.
func shown(t time.Time) *big.Rat {
	_, offset := t.Zone()
	return big.NewRat((t.Unix()+int64(offset))*1e9+int64(t.Nanosecond()), 1e9)
}

// claim compares what is said of the claim of a penalty.
func (p *pocket) claim(a *penalty.Assessment, c clause) {
	v := c.values
	want := map[penalty.ClaimState]string{penalty.ClaimOpen: "claim_open", penalty.Claimed: "claim_made", penalty.ClaimLate: "claim_late", penalty.Lapsed: "claim_lapsed"}
	if c.kind != want[a.Claim] {
		p.fault("%s, not %s", c.kind, want[a.Claim])
	}
	if c.kind == "claim_made" || c.kind == "claim_late" {
		p.is("when it was claimed", v[0], shown(a.Claimed))
		v = v[2:]
	}
	p.is("until when it can be claimed", v[0], shown(a.ClaimBy))
}

// capShare is what the cap is a share of its base.
func capShare(a *penalty.Assessment) *big.Rat {
	if a.Terms.Cap.IsZero() {
		return fraction(1, 1)
	}
	return a.Terms.Cap.Rat()
}

// cap compares what the most is a share of.
func (p *pocket) cap(a *penalty.Assessment, c clause) {
	v := c.values
	p.is("the cap", v[0], capShare(a))
	want, base := "cap", a.Rent
	switch t := &a.Terms; {
	case t.CapMonths == 1:
		want = "cap_month"
	case t.CapMonths > 1:
		want = "cap_months"
		p.is("how many months", v[1], fraction(int64(t.CapMonths), 1))
	case t.CapDays == 1:
		want = "cap_day"
	case t.CapDays > 1:
		want = "cap_days"
		p.is("how many days", v[1], fraction(int64(t.CapDays), 1))
	}
	if want != "cap" {
		base = a.Charges
	}
	if c.kind != want {
		p.fault("%s, not %s", c.kind, want)
		return
	}
	v = v[len(v)-4:]
	p.is("what it is of", v[0], base.Rat())
	if n := a.Terms.CapLastMonths; (a.Terms.CapYear || n > 0) && a.Owed.Sign() > 0 {
		if p.is("what is owed already", v[1], a.Owed.Rat()); n > 0 {
			p.is("of how many months", v[2], fraction(int64(n), 1))
		} else if v[2] != nil {
			p.fault("of how many months")
		}
	} else if v[1] != nil {
		p.fault("what is owed already")
	}
}

// inTime compares what is said of an outage that was claimed in time.
func (p *pocket) inTime(x *penalty.OutageClaim, c clause) {
	p.is("what counts", c.values[0], inSeconds(x.Lasted))
	p.is("when it was claimed", c.values[1], shown(x.At))
	if x.By.IsZero() != (c.kind == "in_time_so_far") {
		p.fault("%s", c.kind)
	} else if c.kind == "in_time" {
		p.is("until when it could be", c.values[3], shown(x.By))
	}
}

// lost compares what is said of an outage that was not claimed in time.
func (p *pocket) lost(x *penalty.OutageClaim, c clause) {
	v := c.values
	want := map[penalty.ClaimState]string{penalty.ClaimOpen: "lost_open", penalty.ClaimLate: "lost_late", penalty.Lapsed: "lost_lapsed"}[x.Claim]
	if x.By.IsZero() {
		want = "lost_so_far"
	}
	if c.kind != want {
		p.fault("%s, not %s", c.kind, want)
		return
	}
	p.is("what does not count", v[0], inSeconds(x.Lasted))
	v = v[1:]
	if c.kind == "lost_late" {
		p.is("when it was claimed", v[0], shown(x.At))
		v = v[2:]
	}
	if c.kind != "lost_so_far" {
		p.is("until when it can be claimed", v[0], shown(x.By))
	}
}
