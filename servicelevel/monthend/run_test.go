package monthend_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/leveltest"
	"github.com/palier-go/palier/servicelevel/monthend"
)

var errSource = errors.New("the source failed")

// mixed yields n contracts of both editions. Some are refused, and one item in
// ten is an error of the source.
func mixed(n int) iter.Seq2[servicelevel.Input, error] {
	return func(yield func(servicelevel.Input, error) bool) {
		i := 0
		for in := range inputs(n) {
			var err error
			switch i % 10 {
			case 1:
				in.Contract.Edition = "magic"
				in.Activity.Purchases = nil
			case 3:
				in.Contract.Edition, in.State = "unknown", nil
			case 5:
				in.Contract.Customer = ""
			case 7:
				in, err = servicelevel.Input{}, errSource
			}
			if !yield(in, err) {
				return
			}
			i++
		}
	}
}

// one after the other, without a Run.
func plainly(t *testing.T, n int) (out [][]byte, refused []string) {
	known := both(t)
	i := 0
	for in, err := range mixed(n) {
		id := in.Contract.ID
		var s servicelevel.Statement
		switch {
		case err != nil:
		case in.Contract.Edition == "unknown":
			err = &servicelevel.FieldError{
				Field: "contract.edition", Value: "unknown", Reason: "must be an edition of the catalogue",
			}
		default:
			s, err = known.StatementOf(in)
		}
		var text []byte
		if err == nil {
			text, err = s.AppendJSON(nil)
		}
		if err != nil {
			text = nil
			refused = append(refused, fmt.Sprint(i, id, err))
		}
		out = append(out, text)
		i++
	}
	return out, refused
}

func TestRunGivesTheSameWithAnyWorkers(t *testing.T) {
	t.Parallel()
	const n = 500
	want, wantRefused := plainly(t, n)
	require.Greater(t, len(wantRefused), n/5)
	for _, workers := range []int{0, 1, 2, 3, 8} {
		var got [][]byte
		var refused []string
		var progress [][2]int
		run := monthend.Run{Workers: workers, Progress: func(done, refused int) { progress = append(progress, [2]int{done, refused}) }}
		for text, err := range run.JSON(context.Background(), mixed(n)) {
			require.Len(t, progress, len(got), "progress comes after each result")
			if err != nil {
				var of *monthend.ContractError
				require.ErrorAs(t, err, &of)
				refused = append(refused, fmt.Sprint(of.Index, of.Contract, of.Err))
				assert.Equal(t, len(got), of.Index)
			}
			got = append(got, bytes.Clone(text))
		}
		require.Equal(t, wantRefused, refused)
		for i := range want {
			require.True(t, bytes.Equal(want[i], got[i]), "contract %d, %d workers: %.200s", i, workers, got[i])
		}
		require.Equal(t, [2]int{n, len(refused)}, progress[n-1])
		require.Len(t, progress, n)

		i := 0
		for s, err := range run.Statements(context.Background(), mixed(n)) {
			if err == nil {
				text, jsonErr := s.AppendJSON(nil)
				require.NoError(t, jsonErr)
				require.True(t, bytes.Equal(want[i], text), "contract %d, %d workers: %.200s", i, workers, text)
			} else {
				require.Nil(t, want[i])
				require.Equal(t, servicelevel.Statement{}, s)
			}
			i++
		}
		require.Equal(t, n, i)
	}
}

// Explained, every statement is what Explain makes of it.
func TestRunExplains(t *testing.T) {
	t.Parallel()
	known := both(t)
	var want [][]byte
	for in := range inputs(40) {
		s, err := known.StatementOf(in)
		if err != nil {
			continue
		}
		s.Explain()
		text, err := s.AppendJSON(nil)
		require.NoError(t, err)
		want = append(want, text)
	}
	run := monthend.Run{Workers: 3, Explain: true}
	i := 0
	for text, err := range run.JSON(context.Background(), inputs(40)) {
		if err == nil {
			require.Equal(t, string(want[i]), string(text))
			i++
		}
	}
	require.Len(t, want, i)
	i = 0
	for s, err := range run.Statements(context.Background(), inputs(40)) {
		if err == nil {
			text, err := s.AppendJSON(nil)
			require.NoError(t, err)
			require.Equal(t, string(want[i]), string(text))
			i++
		}
	}
	require.Len(t, want, i)
}

// A run closes months as each is closed alone, explained or not; what tells an activity it refuses.
func TestRunCloses(t *testing.T) {
	t.Parallel()
	known := both(t)
	for _, explain := range []bool{false, true} {
		n, closed := 0, 0
		var all []servicelevel.Input
		for in := range inputs(100) {
			all = append(all, in)
		}
		run := monthend.Run{Workers: 2, Explain: explain}
		for got, err := range run.Closings(context.Background(), inputs(100)) {
			want, wantErr := known.ClosingOf(all[n])
			if n++; wantErr != nil {
				var of *monthend.ContractError
				require.ErrorAs(t, err, &of)
				require.Equal(t, wantErr, of.Err)
				require.Equal(t, servicelevel.Closing{}, got)
				continue
			}
			closed++
			require.NoError(t, err)
			if explain {
				want.Statement.Explain()
			}
			require.Equal(t, encode(t, want), encode(t, got))
		}
		require.Equal(t, 100, n)
		require.Positive(t, closed)
	}
	for _, err := range (monthend.Run{Workers: -1}).Closings(context.Background(), inputs(1)) {
		require.ErrorContains(t, err, "workers")
	}
}

func TestContractErrorNamesTheContract(t *testing.T) {
	t.Parallel()
	cause := errors.New("no")
	err := &monthend.ContractError{Index: 3, Contract: "C-1", Err: cause}
	require.EqualError(t, err, "monthend: contract C-1: no")
	require.EqualError(t, &monthend.ContractError{Index: 3, Err: cause}, "monthend: contract at index 3: no")
	require.ErrorIs(t, err, cause)
}

func TestRunRefusesWhatItCannotRun(t *testing.T) {
	t.Parallel()
	for want, run := range map[string]monthend.Run{
		"workers":   {Workers: -1},
		"workers ":  {Workers: monthend.MaxWorkers + 1},
		"catalogue": {Catalogue: new(servicelevel.Catalogue)},
	} {
		n := 0
		for s, err := range run.Statements(context.Background(), inputs(5)) {
			var fault *servicelevel.FieldError
			require.ErrorAs(t, err, &fault)
			require.Equal(t, strings.TrimSpace(want), fault.Field)
			require.Equal(t, servicelevel.Statement{}, s)
			n++
		}
		require.Equal(t, 1, n)
	}
	for range (monthend.Run{Workers: monthend.MaxWorkers}).JSON(context.Background(), nil) {
		t.Fatal("no inputs, no results")
	}
	for _, err := range (monthend.Run{Catalogue: servicelevel.NUXIT()}).JSON(context.Background(), func(yield func(servicelevel.Input, error) bool) {
		yield(leveltest.SampleC().Input, nil)
	}) {
		require.ErrorContains(t, err, "contract.edition")
	}
}

// quiet waits for goroutines to end that end by themselves, and fails where more
// run than before.
func quiet(t *testing.T, before int) {
	t.Helper()
	for range 1000 {
		if runtime.NumGoroutine() <= before {
			return
		}
		runtime.Gosched()
		time.Sleep(time.Millisecond)
	}
	t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

// Not parallel: it counts goroutines.
func TestRunLeavesNoGoroutine(t *testing.T) { //nolint:paralleltest // see above
	rapid.Check(t, func(rt *rapid.T) {
		before := runtime.NumGoroutine()
		n := rapid.IntRange(0, 400).Draw(rt, "contracts")
		at := rapid.IntRange(0, 400).Draw(rt, "stop at")
		run := monthend.Run{Workers: rapid.IntRange(1, 4).Draw(rt, "workers")}
		how := rapid.SampledFrom([]string{"end", "break", "cancel", "cancel inside", "sink panics", "source panics", "progress panics"}).Draw(rt, "how")
		ctx, cancel := context.WithCancelCause(context.Background())
		defer cancel(nil)
		stopped, read, closed := errors.New("stopped"), 0, 0
		source := func(yield func(servicelevel.Input, error) bool) {
			defer func() { closed++ }()
			for in := range inputs(n) {
				if read == at && how == "source panics" {
					panic(how)
				}
				if read == at && how == "cancel inside" {
					cancel(stopped)
				}
				read++
				if !yield(in, nil) {
					return
				}
			}
		}
		run.Progress = func(done, _ int) {
			if done == at && how == "progress panics" {
				panic(how)
			}
		}
		taken := 0
		var last error
		consume := func() {
			for _, err := range run.Statements(ctx, source) {
				if last = err; errors.Is(err, stopped) {
					continue // the last
				}
				if taken++; taken == at {
					switch how {
					case "break":
						return
					case "cancel":
						cancel(stopped)
					case "sink panics":
						panic(how)
					}
				}
			}
		}
		switch how {
		case "sink panics", "progress panics":
			if at == 0 || at > n {
				require.NotPanics(rt, consume)
				break
			}
			require.PanicsWithValue(rt, how, consume)
			require.Equal(rt, at, taken)
		case "source panics":
			if at >= n {
				require.NotPanics(rt, consume)
				break
			}
			require.PanicsWithValue(rt, how, consume)
		default:
			consume()
		}
		switch {
		case how == "cancel" && at > 0 && at < n:
			require.ErrorIs(rt, last, stopped)
			require.Equal(rt, at, taken)
		case how == "break" && at > 0 && at <= n:
			require.Equal(rt, at, taken)
		case how == "cancel inside" && at < n:
			require.ErrorIs(rt, last, stopped)
			require.LessOrEqual(rt, read, at+1)
		case how == "end":
			require.Equal(rt, n, taken)
		}
		require.Equal(rt, 1, closed, "the source was left to clean up")
		quiet(t, before)
	})
}

// Not parallel: it counts goroutines. That of the loop is one of the workers.
func TestRunHasItsWorkers(t *testing.T) { //nolint:paralleltest // see above
	for _, workers := range []int{1, 2, 5} {
		n := 0
		for range (monthend.Run{Workers: workers}).Statements(context.Background(), inputs(100)) {
			stacks := make([]byte, 1<<20)
			stacks = stacks[:runtime.Stack(stacks, true)]
			require.Equal(t, workers-1, bytes.Count(stacks, []byte("created by "+reflect.TypeFor[monthend.Run]().PkgPath()+".")))
			n++
		}
		require.Equal(t, 100, n)
	}
}

func TestRunReadsOnlySomeAhead(t *testing.T) {
	t.Parallel()
	for _, workers := range []int{1, 3} {
		read, taken, most := 0, 0, 0
		source := func(yield func(servicelevel.Input, error) bool) {
			for in := range inputs(2000) {
				read++
				most = max(most, read-taken)
				if !yield(in, nil) {
					return
				}
			}
		}
		for range (monthend.Run{Workers: workers}).JSON(context.Background(), source) {
			taken++
		}
		require.Equal(t, []int{2000, 2000, workers * 64}, []int{read, taken, most})
	}
}

func TestRunOfAnEndedContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	n := 0
	source := func(func(servicelevel.Input, error) bool) { t.Error("there is no need to read anything") }
	for _, err := range (monthend.Run{}).JSON(ctx, source) {
		require.ErrorIs(t, err, context.Canceled)
		n++
	}
	require.Equal(t, 1, n)
}

// A run can be made again, and two at a time.
func TestRunRunsAgain(t *testing.T) {
	t.Parallel()
	all := (monthend.Run{Workers: 2}).Statements(context.Background(), inputs(100))
	count := func() (n int) {
		for range all {
			n++
		}
		return n
	}
	done := make(chan int)
	go func() { done <- count() }()
	require.Equal(t, 100, count())
	require.Equal(t, 100, <-done)
}

// What a consumer keeps of a Statement is its own.
func TestRunStatementsAreTheCallersOwn(t *testing.T) {
	t.Parallel()
	known := both(t)
	var kept []servicelevel.Statement
	for s := range (monthend.Run{Workers: 2}).Statements(context.Background(), inputs(300)) {
		kept = append(kept, s)
	}
	for in := range inputs(300) {
		want, err := known.StatementOf(in)
		if err != nil {
			want = servicelevel.Statement{}
		}
		got := kept[0]
		kept = slices.Delete(kept, 0, 1)
		require.Equal(t, want, got)
	}
}

func ExampleRun() {
	contracts := func(yield func(servicelevel.Input, error) bool) {
		good, bad := proMonth(), proMonth()
		good.Contract.ID, bad.Contract.ID, bad.Contract.Customer = "NX-1042", "NX-1043", ""
		_ = yield(good, nil) && yield(bad, nil)
	}
	for s, err := range (monthend.Run{}).Statements(context.Background(), contracts) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(s.Contract, s.Invoice.Gross)
	}
	// Output:
	// NX-1042 256.8
	// monthend: contract NX-1043: contract.customer: must be 1 to 500 bytes of text without control characters
}
