package integration

import (
	"context"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit/creditsql"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
)

// Two contracts live in steps: three facts a month, of both contracts at once, and then the
// month of one is closed, and that of the other.
const (
	stepsOfMonth = 5
	lifetimes    = 2
)

func contractOf(i int) servicelevel.Contract {
	return servicelevel.Contract{
		ID: name("contract", i), Customer: "Atelier", Edition: "nuxit", Level: servicelevel.Pro, Start: calendar.MustParseDate("1990-01-01"),
	}
}

func monthOfStep(step int) calendar.Month {
	return calendar.MustParseMonth("1990-02").AddMonths(step / stepsOfMonth)
}

func giftOfStep(step int) servicelevel.Fact {
	at := monthOfStep(step).Interval(servicelevel.NUXIT().Location()).Start.Add(time.Duration(step%stepsOfMonth) * time.Hour)
	return servicelevel.Fact{ID: name("gift", step), Kind: servicelevel.Given, At: at, Time: time.Hour}
}

// take takes a step, and returns what it is to print.
func takeStep(desk *books.Books, step int) (string, error) {
	if i := step%stepsOfMonth - (stepsOfMonth - lifetimes); i >= 0 {
		s, err := desk.Close(ctx, contractOf(i), monthOfStep(step))
		if err != nil {
			return "", err
		}
		return printed(&s)
	}
	var list []books.Recording
	for i := range lifetimes {
		list = append(list, books.Recording{Contract: contractOf(i), Facts: []servicelevel.Fact{giftOfStep(step)}})
	}
	return "recorded", desk.RecordAll(ctx, list...)
}

// printed is a statement as it was sent, in short.
func printed(s *servicelevel.Statement) (string, error) {
	text, err := s.AppendJSON(nil)
	sum := fnv.New64a()
	_, _ = sum.Write(text) // it never fails
	return strconv.FormatUint(sum.Sum64(), 16), err
}

// liveUntilKilled takes one step after the other, and says so of each in one write.
func liveUntilKilled(store *creditsql.Store[servicelevel.Fact], plan []string) {
	desk, err := books.New(store, servicelevel.NUXIT())
	exitOn(err)
	step, err := strconv.Atoi(plan[0])
	exitOn(err)
	for ; ; step++ {
		what, err := takeStep(desk, step)
		exitOn(err)
		_, err = fmt.Fprintln(os.Stdout, step, what)
		exitOn(err)
	}
}

// A process is killed at random moments while it records and closes months, and is started
// again where it had been. What it had said is so, once; no month is half closed, and each
// statement is the one that was sent.
func TestKilledWhileKeepingBooks(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		address := d.address(t)
		_, store := factsOf(t, d, address)
		random := rand.New(rand.NewPCG(11, 5))
		said := []string{}
		for range *kills {
			last := max(0, len(said)-1) // again: it is known to be done
			_, err := untilKilled(child("books", d, 0, address, strconv.Itoa(last)), 1+random.IntN(20), random.IntN(4000), func(line string) error {
				var step int
				var what string
				_, err := fmt.Sscan(line, &step, &what)
				if step < len(said) && said[step] != what {
					return fmt.Errorf("step %d was %s, and is %s", step, said[step], what)
				}
				said = append(said[:min(step, len(said))], what)
				return err
			})
			require.NoError(t, err)
			verifyLives(t, store, len(said))
		}
		closed := verifySent(t, store, said)
		t.Logf("%d kills, %d steps acknowledged, %d months closed", *kills, len(said), closed)
	})
}

// verifyLives finds the lines of all steps that were acknowledged, and at most those of one
// more, in their order.
func verifyLives(t *testing.T, store books.Store, steps int) {
	t.Helper()
	for i := range lifetimes {
		lines, err := store.Load(ctx, contractOf(i).ID, 0)
		require.NoError(t, err)
		var want []string
		must := 0
		for step := range steps + 1 {
			switch which := step%stepsOfMonth - (stepsOfMonth - lifetimes); {
			case which < 0:
				want = append(want, giftOfStep(step).ID)
			case which == i:
				want = append(want, "closed "+monthOfStep(step).String())
			}
			if step < steps {
				must = len(want)
			}
		}
		var got []string
		for _, f := range lines {
			got = append(got, f.ID)
		}
		assert.GreaterOrEqual(t, len(got), must)
		assert.Equal(t, want[:min(len(got), len(want))], got)
	}
}

// verifySent closes the months once more, from snapshots and from journals alone.
func verifySent(t *testing.T, store books.Store, said []string) (closed int) {
	t.Helper()
	for _, s := range []books.Store{store, noSnapshots{store}} {
		desk, err := books.New(s, servicelevel.NUXIT())
		require.NoError(t, err)
		for step := len(said) % stepsOfMonth; step < len(said); step += 7 { // some of each kind
			if step%stepsOfMonth < stepsOfMonth-lifetimes {
				continue
			}
			what, err := takeStep(desk, step)
			require.NoError(t, err)
			assert.Equal(t, said[step], what, step)
		}
	}
	return len(slices.DeleteFunc(slices.Clone(said), func(s string) bool { return s == "recorded" }))
}

// noSnapshots is a store that keeps none.
type noSnapshots struct{ books.Store }

func (noSnapshots) LoadSnapshot(context.Context, string) (journal.Snapshot, error) {
	return journal.Snapshot{}, nil
}

func (noSnapshots) SaveSnapshot(context.Context, string, journal.Snapshot) error { return nil }
