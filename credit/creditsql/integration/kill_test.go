package integration

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/creditsql"
	"github.com/palier-go/palier/credit/ledger"
)

const childWriters = 4

// Two of the writers of a process share an account, and all processes do.
func childAccount(writer int) string { return name("account", writer/2) }

func childDebit(process, writer, i int) ledger.Entry {
	return debit(fmt.Sprintf("p%d-w%d-%04d", process, writer, i), time.Minute)
}

// appendUntilKilled makes the tables and gives time if nobody has done so yet, applies
// debits and, once each is acknowledged, says so in one write. The plan is where each
// writer begins.
func appendUntilKilled(store *creditsql.Store[ledger.Entry], process int, plan []string) {
	exitOn(store.Migrate(ctx))
	var all sync.WaitGroup
	for w := range childWriters {
		all.Add(1)
		go func() {
			defer all.Done()
			l, err := ledger.New(store, terms)
			exitOn(err)
			_, err = patiently(l, childAccount(w), gift("gift", credit.MaxTime))
			exitOn(err)
			first, _ := strconv.Atoi(plan[w])
			for i := first; ; i++ {
				_, err := patiently(l, childAccount(w), childDebit(process, w, i))
				exitOn(err)
				_, err = fmt.Fprintf(os.Stdout, "%d %d\n", w, i)
				exitOn(err)
			}
		}()
	}
	all.Wait()
}

// killed is what a process has acknowledged, by writer.
type killed [childWriters]int

// A process is killed at random moments while it appends. What it had said to be
// kept is there, and what it repeats when it comes back counts once.
func TestKilledWhileAppending(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		address := d.address(t)
		_, store := d.open(t, address)
		require.NoError(t, store.Migrate(ctx))
		random := rand.New(rand.NewPCG(7, 4))
		var acknowledged [1]killed
		total := 0
		for range *kills {
			n, err := killOne(d, address, 0, 1+random.IntN(60), random.IntN(4000), &acknowledged[0])
			require.NoError(t, err)
			total += n
			verifyKilled(t, store, acknowledged[:])
		}
		t.Logf("%d kills, %d debits acknowledged", *kills, total)
	})
}

// Four processes start at once on a database without tables, append to the same
// accounts, and are killed.
func TestProcessesTogether(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		address := d.address(t)
		var acknowledged [4]killed
		var all sync.WaitGroup
		for process := range acknowledged {
			all.Add(1)
			go func() {
				defer all.Done()
				if _, err := killOne(d, address, process, 40, 1000*process, &acknowledged[process]); err != nil {
					t.Error(err)
				}
			}()
		}
		all.Wait()
		_, store := d.open(t, address)
		verifyKilled(t, store, acknowledged[:])
	})
}

// killOne runs a process until so many debits are acknowledged and some microseconds
// longer, and counts what it acknowledged.
func killOne(d database, address string, process, after, longer int, acknowledged *killed) (count int, err error) {
	var plan []string
	for _, n := range acknowledged { // the last one again: it is known to be kept
		plan = append(plan, strconv.Itoa(max(1, n)))
	}
	return untilKilled(child("entries", d, process, address, plan...), after, longer, func(line string) error {
		var w, i int
		_, err := fmt.Sscan(line, &w, &i)
		if err == nil {
			acknowledged[w] = i
		}
		return err
	})
}

// verifyKilled finds every debit that was acknowledged, at most one more of each
// writer, and the time that they leave.
func verifyKilled(t *testing.T, store ledger.Store, acknowledged []killed) {
	t.Helper()
	for w := 0; w < childWriters; w += 2 {
		a, byID := replayed(t, store, childAccount(w))
		debits := 0
		if len(byID) > 0 {
			debits = len(byID) - 1 // the first entry is the gift
			assert.Equal(t, credit.MaxTime-time.Duration(debits)*block, available(a))
		}
		for process, counts := range acknowledged {
			for _, w := range []int{w, w + 1} {
				for i := 1; i <= counts[w]; i++ {
					require.Contains(t, byID, childDebit(process, w, i).ID)
				}
				debits -= counts[w]
				if _, kept := byID[childDebit(process, w, counts[w]+1).ID]; kept {
					debits--
				}
			}
		}
		assert.Zero(t, debits, "debits that nobody made")
	}
}
