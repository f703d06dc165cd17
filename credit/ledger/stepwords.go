package ledger

import (
	"strconv"
	"strings"
	"time"
)

// String returns the step in words for logs and desks, made of its fields and nothing else: "30m0s from the lot A
// for 28.17 (D7), by d at 2026-05-04T09:00:00Z". What is of all work together is so for the entry that was asked:
// "50m0s worked (D1), for d at 2026-05-04T09:00:00Z". Decisions are cited. S19 is not: it tells the step of the
// blocks from others, and whose terms have them an account does not know.
func (s Step) String() string {
	var b strings.Builder
	add := func(parts ...string) {
		for _, p := range parts {
			b.WriteString(p)
		}
	}
	moved, way, whose := s.Time, " from ", ", by "
	if moved < 0 {
		moved, way = -moved, " back to "
	}
	switch s.Rule {
	case "D1", "D2", "S19", "D5":
		whose = ", for "
	}
	switch s.Rule {
	case "D1":
		add(s.Time.String(), " worked")
	case "D2":
		add("nothing worked, nothing charged")
	case "S19":
		add(s.Time.String(), " charged", s.blocks())
	case "D5":
		add(s.Month.String(), " pays ", s.Time.String())
	case "D6":
		add(moved.String(), way, "the allowance of ", s.Month.String())
	case "D7":
		add(moved.String(), way, "the lot ", s.Lot, " for ", s.Cost.String())
	case "D8":
		add(moved.String(), way, "what is beyond the credit")
	default:
		add(s.Time.String())
	}
	if s.Rule != "S19" {
		add(" (", s.Rule, ")")
	}
	add(whose, s.By, " at ", s.At.Format(time.RFC3339Nano))
	return b.String()
}

// blocks writes ": 2 × 30m0s", behind a minimum ": 20m0s + 1 × 5m0s".
func (s *Step) blocks() string {
	var parts []string
	if s.Minimum != 0 {
		parts = append(parts, s.Minimum.String())
	}
	if s.Blocks != 0 {
		parts = append(parts, strconv.FormatInt(s.Blocks, 10)+" × "+((s.Time-s.Minimum)/time.Duration(s.Blocks)).String())
	}
	if parts == nil {
		return ""
	}
	return ": " + strings.Join(parts, " + ")
}
