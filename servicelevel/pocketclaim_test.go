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
