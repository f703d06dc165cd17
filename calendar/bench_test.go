package calendar_test

import (
	"iter"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/fr"

	"github.com/palier-go/palier/calendar"
)

// The peer is rickar/cal's BusinessCalendar with the same hours and holidays,
// used plainly and with its cache on. All sides are asked about one pool of
// instants in Europe/Paris, spread over the three years that fit in that cache.

func peer(cached bool) *cal.BusinessCalendar {
	c := cal.NewBusinessCalendar()
	c.SetWorkHours(9*time.Hour, 18*time.Hour)
	c.AddHoliday(fr.Holidays...)
	c.Cacheable = cached
	return c
}

func peers() iter.Seq2[string, *cal.BusinessCalendar] {
	return func(yield func(string, *cal.BusinessCalendar) bool) {
		_ = yield("cal", peer(false)) && yield("cal-cached", peer(true))
	}
}

const poolSize = 1 << 12

func pool(b *testing.B, c *calendar.Calendar) []time.Time {
	b.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	first := time.Date(2024, 1, 1, 0, 0, 0, 0, c.Location()).Unix()
	out := make([]time.Time, poolSize)
	for i := range out {
		out[i] = time.Unix(first+random.Int64N(3*365*86400), random.Int64N(1e9)).In(c.Location())
	}
	return out
}

var (
	sinkBool     bool
	sinkTime     time.Time
	sinkDuration time.Duration
)

func BenchmarkIsOpen(b *testing.B) {
	c := office()
	ts := pool(b, c)
	b.Run("palier", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkBool, _ = c.IsOpen(ts[i%poolSize])
		}
	})
	for name, p := range peers() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				sinkBool = p.IsWorkTime(ts[i%poolSize])
			}
		})
	}
}

func BenchmarkBetween(b *testing.B) {
	c := office()
	ts := pool(b, c)
	for _, r := range []struct {
		name string
		d    time.Duration
		peer bool
	}{
		{"1h", time.Hour, true},
		{"1month", 30 * 24 * time.Hour, true},
		{"1year", 365 * 24 * time.Hour, true},
		{"10years", 3650 * 24 * time.Hour, false},
	} {
		b.Run(r.name+"/palier", func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				t := ts[i%poolSize]
				sinkDuration, _ = c.Between(t, t.Add(r.d))
			}
		})
		if r.peer {
			for name, p := range peers() {
				b.Run(r.name+"/"+name, func(b *testing.B) {
					b.ReportAllocs()
					for i := range b.N {
						t := ts[i%poolSize]
						sinkDuration = p.WorkHoursInRange(t, t.Add(r.d))
					}
				})
			}
		}
	}
}

func BenchmarkAdd(b *testing.B) {
	c := office()
	ts := pool(b, c)
	for _, r := range []struct {
		name string
		d    time.Duration
		peer bool
	}{{"4h", 4 * time.Hour, true}, {"40h", 40 * time.Hour, true}, {"400h", 400 * time.Hour, true}, {"4000h", 4000 * time.Hour, false}} {
		b.Run(r.name+"/palier", func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				sinkTime, _ = c.Add(ts[i%poolSize], r.d)
			}
		})
		if r.peer {
			for name, p := range peers() {
				b.Run(r.name+"/"+name, func(b *testing.B) {
					b.ReportAllocs()
					for i := range b.N {
						sinkTime = p.AddWorkHours(ts[i%poolSize], r.d)
					}
				})
			}
		}
	}
}

func BenchmarkNextOpen(b *testing.B) {
	c := office()
	ts := pool(b, c)
	b.Run("palier", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkTime, _ = c.NextOpen(ts[i%poolSize])
		}
	})
	for name, p := range peers() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				sinkTime = p.NextWorkdayStart(ts[i%poolSize])
			}
		})
	}
}

func BenchmarkCompile(b *testing.B) {
	s := calendar.OfficeHours()
	s.FirstYear, s.LastYear = 1950, 2099
	b.ReportAllocs()
	for b.Loop() {
		if _, err := calendar.Compile(s); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNextClosing(b *testing.B) {
	c := office()
	ts := pool(b, c)
	b.Run("palier", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkTime, _ = c.NextClosing(ts[i%poolSize])
		}
	})
	for name, p := range peers() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				sinkTime = p.NextWorkdayEnd(ts[i%poolSize])
			}
		})
	}
}

func BenchmarkLastClosing(b *testing.B) {
	c := office()
	ts := pool(b, c)
	b.ReportAllocs()
	for i := range b.N {
		sinkTime, _ = c.LastClosing(ts[i%poolSize])
	}
}

func BenchmarkNextChange(b *testing.B) {
	c := office()
	ts := pool(b, c)
	until := c.Window().End
	b.ReportAllocs()
	for i := range b.N {
		sinkTime, sinkBool, _ = c.NextChange(ts[i%poolSize], until)
	}
}
