#!/usr/bin/env bash
# github.com/teambition/rrule-go v1.8.2: a recurrence goes back in time, and has an instant twice.
#
# A rule of every half hour begins at 01:30 in Paris on the night on which the clocks go forward. All
# returns 01:30, 03:00, 03:30, then 03:00 and 03:30 again, and goes on with 04:00: two instants come twice, and
# the list is not in order. With a Count two of these are counted, so that the rule ends an hour early. In the
# autumn the first of the two hours from 02:00 to 03:00 has no occurrence at all.
#
# One would guess that occurrences of a rule rise strictly, the more so as After, Before and Between go along them and
# stop at the first that is late enough. RFC 5545 reads a local time that does not exist with the offset before the gap,
# which is right for a rule by days. The library makes rules by hours, minutes and seconds of local times too, and each
# of them in the gap becomes the instant of another occurrence. What helps: such rules in UTC.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >go.mod <<'MOD'
module finding

go 1.24

require github.com/teambition/rrule-go v1.8.2
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"
	"time"
	_ "time/tzdata"

	"github.com/teambition/rrule-go"
)

func main() {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err)
	}
	for name, start := range map[string]time.Time{
		"1 spring": time.Date(2024, time.March, 31, 1, 30, 0, 0, paris),
		"2 autumn": time.Date(2024, time.October, 27, 1, 30, 0, 0, paris),
	} {
		rule, err := rrule.NewRRule(rrule.ROption{Freq: rrule.MINUTELY, Interval: 30, Dtstart: start, Count: 6})
		if err != nil {
			panic(err)
		}
		fmt.Print(name)
		for _, at := range rule.All() {
			fmt.Print(at.Format(" 15:04-07"))
		}
		fmt.Println()
	}
}
GO
go mod tidy >/dev/null 2>&1
got=$(go run . | sort)
want='1 spring 01:30+01 03:00+02 03:30+02 03:00+02 03:30+02 04:00+02
2 autumn 01:30+02 02:00+01 02:30+01 03:00+01 03:30+01 04:00+01'
echo "$got"
[ "$got" = "$want" ] || { echo "the behaviour has changed" >&2; exit 1; }
