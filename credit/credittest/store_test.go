package credittest_test

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/palier-go/palier/credit/credittest"
	"github.com/palier-go/palier/credit/ledger"
)

// report is a T that keeps what it is told.
type report struct {
	mu     sync.Mutex
	lines  []string
	enough string // ends the goroutine that tells it, once that is told; empty: never
}

func (*report) Helper() {}

func (r *report) Errorf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	line := fmt.Sprintf(format, args...)
	r.lines = append(r.lines, line)
	if r.enough != "" && strings.Contains(line, r.enough) {
		runtime.Goexit()
	}
}

func TestMemoryStore(t *testing.T) {
	credittest.TestStore(t, credittest.EntryLines(), func() ledger.Store { return new(ledger.Memory) })
}

// TestGoodStore runs the suite on the store that the faulty ones are made from, so
// that it is their fault and nothing else that is found.
func TestGoodStore(t *testing.T) {
	credittest.TestStore(t, credittest.EntryLines(), func() ledger.Store { return newFaulty(fault{}) })
}

func TestNoStore(t *testing.T) {
	var r report
	credittest.TestStore(&r, credittest.EntryLines(), func() ledger.Store { return nil })
	if len(r.lines) == 0 || !strings.Contains(r.lines[0], "no store") {
		t.Errorf("%q", r.lines)
	}
}

func TestFaultyStores(t *testing.T) {
	for _, f := range slices.Concat(faults, batchFaults, snapshotFaults) {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			r := report{enough: f.found + ":"}
			tested := make(chan struct{})
			go func() {
				defer close(tested)
				credittest.TestStore(&r, credittest.EntryLines(), func() ledger.Store { return newFaulty(f) })
			}()
			<-tested
			if len(r.lines) == 0 {
				t.Fatal("the suite finds nothing wrong")
			}
			found := strings.Join(r.lines, "\n")
			if !strings.Contains(found, f.found+":") {
				t.Errorf("the check %q finds nothing, only\n%s", f.found, found)
			}
		})
	}
}
