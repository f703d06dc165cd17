package servicelevel_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/palier-go/palier/internal/growth"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/internal/kit"
)

// Sessions of one ticket under a thousand plans with factors, told at once and taken back.
func TestManyWeighedSessions(t *testing.T) {
	kit.Growth(t, 20_000, func(n int, step growth.Step) {
		for _, options := range []servicelevel.Options{{}, {EachSession: true}, {SplitMonths: true}} {
			ct := contract("other", servicelevel.Pro, "1995-01-01")
			ct.Options = options
			ct.Options.Overdraft, ct.Options.ProRata = servicelevel.MaxPeriod, true
			for i := range n / 20 {
				ct.Changes = append(ct.Changes, servicelevel.Change{On: day("1995-01-02").AddDays(11 * i), Level: []servicelevel.Level{servicelevel.Serenity, servicelevel.Pro}[i%2]})
			}
			list := []servicelevel.Fact{requested("T", wall("2023-01-02 10:00"), servicelevel.ServiceRequest)}
			took := 5 * time.Second
			if options.EachSession {
				took = time.Microsecond - 1 // which no factor holds for, each in a block of its own
			}
			for i := range n {
				at := wall("2023-01-02 10:00").Add(time.Duration(i) * 25 * time.Minute)
				if options.EachSession && i%100 > 0 {
					took = 0
				}
				list = append(list, workedOn(fmt.Sprintf("w%06d", i), "T", at, at.Add(took)))
			}
			bill(t, step, ct, list, month("2023-12"))
		}
	})
}
