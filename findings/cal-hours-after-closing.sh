#!/usr/bin/env bash
# github.com/rickar/cal/v2 v2.1.13: working time of less than nothing.
#
# A BusinessCalendar open from 09:00 to 18:00 is asked for the working time of a session that
# begins half a second after closing and ends later that evening. WorkHoursInRange answers
# -500ms, not 0. From the next full second on it answers 0, and so it does for a session
# that begins at closing time sharp.
#
# One would guess that a sum of working time is never below zero, the more so as the same
# function leaves out evenings and nights everywhere else. Time stamps of tickets have
# fractions of a second: one such session takes time off a sum that is billed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >go.mod <<'MOD'
module finding

go 1.24

require github.com/rickar/cal/v2 v2.1.13
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"
	"time"

	"github.com/rickar/cal/v2"
)

func main() {
	c := cal.NewBusinessCalendar()
	c.SetWorkHours(9*time.Hour, 18*time.Hour)
	closing := time.Date(2024, time.July, 19, 18, 0, 0, 0, time.UTC) // a Friday
	for _, after := range []time.Duration{-time.Second, 0, 500 * time.Millisecond, time.Second} {
		from := closing.Add(after)
		fmt.Println(after, c.WorkHoursInRange(from, closing.Add(3*time.Hour)))
	}
}
GO
go mod tidy >/dev/null 2>&1
got=$(go run .)
want='-1s 1s
0s 0s
500ms -500ms
1s 0s'
echo "$got"
[ "$got" = "$want" ] || { echo "the behaviour has changed" >&2; exit 1; }
