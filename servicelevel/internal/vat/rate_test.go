package vat_test

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/internal/vat"
)

// TestTax: the tax of an amount is the nearest cent, halves away from zero.
func TestTax(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		share     string
		net, want int64
	}{
		{"0.2", 4500, 900},
		{"0.200", 2, 0},
		{"0.2", 3, 1}, // 0.6
		{"0.5", 1, 1},
		{"0.5", -1, -1},
		{"0.25", 1, 0},
		{"0.25", 2, 1},
		{"0.055", 100, 6}, // 5.5
		{"0.055", -100, -6},
		{"0.0549", 100, 5},
		{"0", 100, 0},
	} {
		r := vat.RateOf(decimal.RequireFromString(x.share))
		assert.Equal(t, x.want, r.Of(x.net), "%s of %d", x.share, x.net)
		assert.True(t, r.Share.Equal(decimal.RequireFromString(x.share)))
	}
}

// TestTaxAfter: what comes bit by bit bears what all of it bears.
func TestTaxAfter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		share := decimal.New(rapid.Int64Range(0, 10_000).Draw(t, "share"), -4)
		r := vat.RateOf(share)
		var net, tax int64
		for _, n := range rapid.SliceOfN(rapid.Int64Range(-1e9, 1e9), 1, 9).Draw(t, "amounts") {
			tax += r.After(net, n)
			net += n
		}
		off := new(big.Rat).Mul(share.Rat(), big.NewRat(net, 1))
		off.Sub(big.NewRat(tax, 1), off)
		require.LessOrEqual(t, off.Abs(off).Cmp(big.NewRat(1, 2)), 0)
	})
}

func TestRatesThatReadTheSame(t *testing.T) {
	t.Parallel()
	a, b := decimal.RequireFromString("0.2"), decimal.RequireFromString("0.2000")
	assert.Equal(t, vat.KeyOf("S", a), vat.KeyOf("S", b))
	assert.Equal(t, vat.RateOf(a), vat.RateOf(b))
	assert.NotEqual(t, vat.KeyOf("S", a), vat.KeyOf("E", a))
	assert.NotEqual(t, vat.KeyOf("S", a), vat.KeyOf("S", decimal.RequireFromString("0.21")))
}

func TestCategories(t *testing.T) {
	t.Parallel()
	for code, choice := range map[string]string{
		"Z": "zero_rated", "E": "exempt", "AE": "reverse_charge", "K": "intra_community", "G": "export", "O": "not_subject", "S": "", "": "", "X": "", "s": "",
	} {
		name, why, ok := vat.WhyNone(code)
		assert.Equal(t, choice, name)
		assert.Equal(t, choice != "", ok)
		assert.Equal(t, choice != "", why.FR != "" && why.EN != "")
		var l fault.List
		vat.CheckCategory(&l, "category", code)
		assert.Equal(t, choice == "" && code != "S", l.Err() != nil, "%q", code)
	}
}
