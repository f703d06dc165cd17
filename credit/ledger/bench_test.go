package ledger_test

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

// manyEntries is the journal of a busy account: a pack of 20 h for every 39 tickets of
// one block, in time order.
func manyEntries(n int) []ledger.Entry {
	start := time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC)
	entries := make([]ledger.Entry, 0, n)
	price := euros("699")
	for i := range n {
		id := fmt.Sprintf("intervention-%07d", i)
		e := session(id, id, start.Add(time.Duration(i)*20*minute), 25*minute)
		if i%40 == 0 {
			e = ledger.Entry{ID: id, Kind: credit.Purchase, At: e.At, Time: 20 * hour, Price: price}
		}
		entries = append(entries, e)
	}
	return entries
}

func BenchmarkReplay(b *testing.B) {
	for _, n := range []int{10, 1_000, 100_000} {
		entries := manyEntries(n)
		for _, reused := range []bool{false, true} {
			b.Run(fmt.Sprintf("entries=%d/reused=%v", n, reused), func(b *testing.B) {
				b.ReportAllocs()
				a := new(ledger.Account)
				for b.Loop() {
					if !reused {
						a = new(ledger.Account)
					}
					_ = a.Reset(halfHours)
					if err := a.Replay(entries); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.N)*float64(n)/b.Elapsed().Seconds(), "entries/s")
			})
		}
	}
}

// tenYears is the journal of a busy account of ten years: an allowance each month, packs,
// estimates that are captured or released, work with and without one, some of it on the
// same ticket or taken back.
func tenYears(n int) []ledger.Entry {
	start := time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC)
	step := 10 * 365 * 24 * hour / time.Duration(n)
	entries := make([]ledger.Entry, 0, n)
	price := euros("699")
	for i := range n {
		id, t := fmt.Sprintf("entry-%07d", i), start.Add(time.Duration(i)*step)
		before := func(back int) string { return fmt.Sprintf("entry-%07d", i-back) }
		e := session(id, fmt.Sprintf("ticket-%06d", i/12*2), t, 25*minute)
		switch {
		case i == 0 || n >= 120 && i%(n/120) == 0 && i%12 == 0:
			e = ledger.Entry{ID: id, Kind: credit.Allowance, At: t, From: calendar.DateOf(t), Time: 90 * minute, Plan: "Pro"}
		case i%12 == 1:
			e = ledger.Entry{ID: id, Kind: credit.Purchase, At: t, Time: 10 * hour, Price: price}
		case i%12 == 3 || i%12 == 6:
			e = hold(id, fmt.Sprintf("ticket-%06d", i/3), t, hour)
		case i%12 == 5:
			e = capture(id, t, before(2), 40*minute)
		case i%12 == 8:
			e = acts(credit.Release, id, t, before(2))
		case i%24 == 11:
			e = acts(credit.Reversal, id, t, before(1))
		}
		entries = append(entries, e)
	}
	return entries
}

// BenchmarkImage reads and writes an account as an image, which Replay makes of its journal.
func BenchmarkImage(b *testing.B) {
	for name, journal := range map[string]func(int) []ledger.Entry{"busy": manyEntries, "years": tenYears} {
		for _, n := range []int{10, 1_000, 100_000} {
			entries := journal(n)
			a := account(b, halfHours)
			if err := a.Replay(entries); err != nil {
				b.Fatal(err)
			}
			image := a.AppendImage(nil)
			run := func(what string, f func() error) {
				b.Run(fmt.Sprintf("%s/entries=%d/%s", name, n, what), func(b *testing.B) {
					b.ReportAllocs()
					for b.Loop() {
						if err := f(); err != nil {
							b.Fatal(err)
						}
					}
					b.ReportMetric(float64(len(image))/float64(n), "B/entry")
				})
			}
			c := account(b, halfHours)
			run("read", func() error { return c.ReadImage(image) })
			run("write", func() error { image = a.AppendImage(image[:0]); return nil })
			run("replay", func() error {
				c := account(b, halfHours)
				return c.Replay(entries)
			})
		}
	}
}

// BenchmarkDebit draws one block and gives it back, again and again, on accounts of
// several sizes: what an entry costs if there are many already.
func BenchmarkDebit(b *testing.B) {
	const debits = 500
	var more []ledger.Entry
	start := time.Date(2030, time.January, 1, 0, 0, 0, 0, time.UTC)
	for i := range debits {
		t := start.Add(time.Duration(i) * minute)
		more = append(more, debit(fmt.Sprintf("debit-%07d", i), t, minute),
			acts(credit.Reversal, fmt.Sprintf("reversal-%07d", i), t, fmt.Sprintf("debit-%07d", i)))
	}
	for _, n := range []int{10, 1_000, 100_000} {
		entries := manyEntries(n)
		b.Run(fmt.Sprintf("entries=%d", n), func(b *testing.B) {
			a := account(b, halfHours)
			_ = a.Replay(append(entries[:n:n], more...)) // makes room once
			for b.Loop() {
				b.StopTimer()
				_ = a.Reset(halfHours)
				_ = a.Replay(entries)
				b.StartTimer()
				if err := a.Replay(more); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/(2*debits), "ns/entry")
		})
	}
}

func BenchmarkLedger(b *testing.B) {
	const accounts, workers = 1_000, 8
	names := make([]string, accounts)
	for i := range names {
		names[i] = fmt.Sprintf("account-%04d", i)
	}
	l, err := ledger.New(new(ledger.Memory), halfHours)
	if err != nil {
		b.Fatal(err)
	}
	l.Keep(1 << 30) // it never reads again
	ctx := context.Background()
	for _, name := range names {
		if _, err := l.Apply(ctx, name, purchase("A", at(1, 0, 0), 10_000*hour, "9999")); err != nil {
			b.Fatal(err)
		}
	}
	var round int
	b.ReportAllocs()
	for b.Loop() {
		round++
		var wg sync.WaitGroup
		for w := range workers {
			wg.Add(1)
			go func() {
				defer wg.Done()
				id := fmt.Sprintf("d-%d-%d", round, w)
				for i := range accounts / workers {
					if _, err := l.Apply(ctx, names[(i*workers+w*7)%accounts], debit(id, at(2, 0, 0), minute)); err != nil {
						b.Error(err)
					}
				}
			}()
		}
		wg.Wait()
	}
	b.ReportMetric(float64(b.N*accounts)/b.Elapsed().Seconds(), "entries/s")
}

func BenchmarkView(b *testing.B) {
	a := account(b, halfHours, allowance("plan", may, 90*minute))
	_ = a.Replay(manyEntries(1_000))
	v := a.View(at(1, 0, 0), time.Time{})
	for name, ask := range map[string]func(){
		"balance": func() { _ = v.Balance() },
		"lots":    func() { _ = v.Lots() },
		"month":   func() { _ = v.Month(calendar.Month{Year: 2020, Month: time.January}) },
		"tickets": func() { _ = v.Tickets() },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ask()
			}
		})
	}
}

// BenchmarkMemory tells how much memory accounts of several sizes hold, ids and
// tickets included.
func BenchmarkMemory(b *testing.B) {
	for _, n := range []int{0, 10, 100, 1_000, 100_000} {
		b.Run(fmt.Sprintf("entries=%d", n), func(b *testing.B) {
			const accounts = 10
			entries := manyEntries(n)
			var before, after runtime.MemStats
			kept := make([]*ledger.Account, accounts)
			for b.Loop() {
				clear(kept)
				runtime.GC()
				runtime.ReadMemStats(&before)
				for i := range kept {
					kept[i] = account(b, halfHours)
					_ = kept[i].Replay(entries)
				}
				runtime.GC()
				runtime.ReadMemStats(&after)
			}
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/accounts, "B/account")
			runtime.KeepAlive(kept)
		})
	}
}
