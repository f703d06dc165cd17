package ledger_test

import (
	"fmt"
	"slices"
	"time"

	"github.com/palier-go/palier/credit/ledger"
)

// state is everything that can be asked of an account.
func state(a *ledger.Account) string {
	s := fmt.Sprint(a.Len(), slices.Collect(a.Entries()))
	for _, v := range []ledger.View{a.View(far, time.Time{}), a.View(at(1, 0, 0), time.Time{})} {
		s += fmt.Sprint(v.Lots(), v.Balance(), v.Holds(), v.Months(), v.Tickets())
	}
	for e := range a.Entries() {
		r, _ := a.Receipt(e.ID)
		s += fmt.Sprint(r, a.Trail(e.ID))
	}
	return s
}
