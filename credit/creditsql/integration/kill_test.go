package integration

import (
	"bufio"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/creditsql"
)

// childVariable holds "driver dialect n1 n2 n3 n4 address" for a process that is
// to be killed: each of its writers begins with the debit of that number.
const childVariable = "PALIER_INTEGRATION_CHILD"

const childWriters = 4

// Two of the writers share an account.
func childAccount(writer int) string { return name("account", writer/2) }

func childDebit(writer, i int) credit.Entry { return debit(name(name("w", writer), i), time.Minute) }

// appendUntilKilled applies debits and, once each is acknowledged, says so in one
// write.
func appendUntilKilled() {
	fields := strings.SplitN(os.Getenv(childVariable), " ", 3+childWriters)
	dialect, _ := strconv.Atoi(fields[1])
	db, err := sql.Open(fields[0], fields[2+childWriters])
	exitOn(err)
	store, err := creditsql.New(db, creditsql.Dialect(dialect))
	exitOn(err)
	var all sync.WaitGroup
	for w := range childWriters {
		all.Add(1)
		go func() {
			defer all.Done()
			l, err := credit.NewLedger(store, terms)
			exitOn(err)
			first, _ := strconv.Atoi(fields[2+w])
			for i := first; ; i++ {
				_, err := patiently(l, childAccount(w), childDebit(w, i))
				exitOn(err)
				_, err = fmt.Fprintf(os.Stdout, "%d %d\n", w, i)
				exitOn(err)
			}
		}()
	}
	all.Wait()
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// A process is killed at random moments while it appends. What it had said to be
// kept is there, and what it repeats when it comes back counts once.
func TestKilledWhileAppending(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		address := d.address(t)
		_, store := d.open(t, address)
		require.NoError(t, store.Migrate(ctx))
		for w := 0; w < childWriters; w += 2 {
			_, err := ledger(t, store).Apply(ctx, childAccount(w), gift("gift", credit.MaxTime))
			require.NoError(t, err)
		}
		random := rand.New(rand.NewPCG(7, 4))
		var acknowledged [childWriters]int
		total := 0
		for range *kills {
			total += killOne(t, d, address, random, &acknowledged)
			verifyKilled(t, store, acknowledged)
		}
		t.Logf("%d kills, %d debits acknowledged", *kills, total)
	})
}

// killOne runs a process until some random debit is acknowledged and a little
// longer, and counts what it acknowledged.
func killOne(t *testing.T, d database, address string, random *rand.Rand, acknowledged *[childWriters]int) (count int) {
	t.Helper()
	child := exec.Command(os.Args[0])
	plan := fmt.Sprintf("%s %d", d.driver, d.dialect)
	for _, n := range acknowledged { // the last one again: it is known to be kept
		plan += " " + strconv.Itoa(max(1, n))
	}
	child.Env = append(os.Environ(), childVariable+"="+plan+" "+address)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, child.Start())
	after, longer := 1+random.IntN(60), time.Duration(random.IntN(4000))*time.Microsecond
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		var w, i int
		_, err := fmt.Sscan(lines.Text(), &w, &i)
		require.NoError(t, err)
		acknowledged[w] = i
		if count++; count == after {
			time.AfterFunc(longer, func() { _ = child.Process.Kill() })
		}
	}
	require.ErrorContains(t, child.Wait(), "killed")
	return count
}

// verifyKilled finds every debit that was acknowledged, at most one more of each
// writer, and the time that they leave.
func verifyKilled(t *testing.T, store credit.Store, acknowledged [childWriters]int) {
	t.Helper()
	for w := 0; w < childWriters; w += 2 {
		a, byID := replayed(t, store, childAccount(w))
		debits := len(byID) - 1
		assert.Equal(t, credit.MaxTime-time.Duration(debits)*block, available(a))
		for _, w := range []int{w, w + 1} {
			for i := 1; i <= acknowledged[w]; i++ {
				require.Contains(t, byID, childDebit(w, i).ID)
			}
			debits -= acknowledged[w]
			if _, kept := byID[childDebit(w, acknowledged[w]+1).ID]; kept {
				debits--
			}
		}
		assert.Zero(t, debits, "debits that nobody made")
	}
}
