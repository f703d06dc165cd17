package calendar_test

import (
	"testing"
	"time"

	"github.com/palier-go/palier/calendar"
)

// sunJSON is what follows the sun: Paris, Montréal and Tokyo.
const sunJSON = `{"zone":"Europe/Paris","first_year":1950,"last_year":2099,"hours":[{"days":"mon-fri","open":["09:00-18:00"]}],"holidays":{"code":"FR"},
	"layers":[{"op":"union","zone":"America/Montreal","hours":[{"days":"mon-fri","open":["09:00-18:00"]}],"reason":"Montréal"},
	          {"op":"union","zone":"Asia/Tokyo","hours":[{"days":"mon-fri","open":["09:00-18:00"]}],"reason":"Tokyo"}]}`

// A union of three zones, beside the one zone of the other benchmarks.
func BenchmarkUnion(b *testing.B) {
	c, s := fromJSON(b, sunJSON)
	ts := pool(b, c)
	dates, _ := datePool(b, c)
	b.Run("Compile", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := calendar.Compile(s); err != nil {
				b.Fatal(err)
			}
		}
	})
	for name, ask := range map[string]func(int){
		"IsOpen":          func(i int) { sinkBool, _ = c.IsOpen(ts[i]) },
		"Between":         func(i int) { sinkDuration, _ = c.Between(ts[i], ts[i].Add(365*24*time.Hour)) },
		"Add":             func(i int) { sinkTime, _ = c.Add(ts[i], 40*time.Hour) },
		"NextOpen":        func(i int) { sinkTime, _ = c.NextOpen(ts[i]) },
		"NextClosing":     func(i int) { sinkTime, _ = c.NextClosing(ts[i]) },
		"AddWorkingDays":  func(i int) { sinkDate, _ = c.AddWorkingDays(dates[i], 5) },
		"CloseOfBusiness": func(i int) { sinkTime, _ = c.CloseOfBusiness(ts[i], 5) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				ask(i % poolSize)
			}
		})
	}
}
