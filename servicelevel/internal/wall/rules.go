package wall

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/zone"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
)

// FirstRuled returns the first of the months whose rules of the zone a statement of a month rests on:
// corrections reach it by default.
func FirstRuled(m calendar.Month) calendar.Month {
	return calendar.Month{Year: m.Year - 1, Month: m.Month}
}

// ruled is the digest of the rules that a month rests on.
type ruled struct {
	month  calendar.Month
	digest string
}

// Rules returns the digest of the rules of the zone that a month rests on, as RulesOf has it.
func (w *Clock) Rules(m calendar.Month) string {
	x := &w.ruled[uint(m.Year*12+int(m.Month))%uint(len(w.ruled))] // of a month that exists
	if x.month != m {
		*x = ruled{m, RulesOf(w.Cycle, m, w.Location())}
	}
	return x.digest
}

// RulesOf returns a digest of what the clocks of zones show in a month and those before it:
// of each the offset with which that time begins, and when it changes to which.
func RulesOf(c cycle.Cycle, m calendar.Month, zones ...*time.Location) string {
	buf := make([]byte, 0, 256)
	for _, loc := range zones {
		from := c.Interval(FirstRuled(m), loc).Start.Unix()
		until := c.Interval(m, loc).End.Unix()
		buf = binary.BigEndian.AppendUint64(buf, uint64(zone.Offset(from, loc)))
		for at := zone.Next(from, until, loc); at < until; at = zone.Next(at, until, loc) {
			buf = binary.BigEndian.AppendUint64(buf, uint64(at))
			buf = binary.BigEndian.AppendUint64(buf, uint64(zone.Offset(at, loc)))
		}
		buf = append(buf, '\n')
	}
	sum := sha256.Sum256(buf)
	return hex.EncodeToString(sum[:sha256.Size/2])
}
