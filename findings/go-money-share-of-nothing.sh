#!/usr/bin/env bash
# github.com/Rhymond/go-money v1.0.15: who has no share of an amount is given a cent of it.
#
# Allocate splits 1.00 EUR by the ratios 0, 1, 1, 1 into 0.01, 0.33, 0.33 and 0.33: the cent that is left over goes
# to the first in the list, whose ratio is 0. With the 0 at the end it gets nothing. Split into ratios that are all 0
# gives each 0, and the amount is gone without an error.
#
# One would guess that a ratio of 0 gets 0 wherever it stands, and that what is allocated is always the amount: the
# documentation says that no penny is lost, and that those left over go round among the parties. An invoice whose
# first cost centre has no use that month gets a line of 0.01 for it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >go.mod <<'MOD'
module finding

go 1.24

require github.com/Rhymond/go-money v1.0.15
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"

	"github.com/Rhymond/go-money"
)

func main() {
	for _, ratios := range [][]int{{0, 1, 1, 1}, {1, 1, 1, 0}, {0, 0}} {
		parts, err := money.New(100, money.EUR).Allocate(ratios...)
		fmt.Print(ratios)
		for _, part := range parts {
			fmt.Print(" ", part.Amount())
		}
		fmt.Println(" error:", err)
	}
}
GO
go mod tidy >/dev/null 2>&1
got=$(go run .)
echo "$got"
want='[0 1 1 1] 1 33 33 33 error: <nil>
[1 1 1 0] 34 33 33 0 error: <nil>
[0 0] 0 0 error: <nil>'
[ "$got" = "$want" ] || { echo "the behaviour has changed" >&2; exit 1; }
