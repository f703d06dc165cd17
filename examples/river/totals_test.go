package main

import (
	"crypto/sha256"
	"encoding/binary"
	"iter"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/examples/internal/batch"
	"github.com/palier-go/palier/servicelevel"
)

// plainly adds up the statements one by one, as decimals.
func plainly(t require.TestingT, r Run) batch.Totals {
	var net, tax, gross, owed decimal.Decimal
	var want batch.Totals
	for in := range r.inputs() {
		s, err := servicelevel.NUXIT().Statement(in.Contract, in.Activity, in.Month)
		require.NoError(t, err)
		net, tax, gross = net.Add(s.Invoice.Net), tax.Add(s.Invoice.Tax), gross.Add(s.Invoice.Gross)
		if s.Compensation != nil {
			owed = owed.Add(s.Compensation.Net).Add(s.Compensation.Tax)
		}
		text, err := s.AppendJSON(nil)
		require.NoError(t, err)
		digest := sha256.Sum256(text)
		want.Digest ^= binary.BigEndian.Uint64(digest[:])
		want.Statements++
	}
	want.Net, want.Tax, want.Gross, want.Owed = cents(net), cents(tax), cents(gross), cents(owed)
	return want
}

func cents(d decimal.Decimal) int64 { return d.Mul(decimal.NewFromInt(100)).BigInt().Int64() }

func TestShardsComeToTheSameAsTheBatch(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := Run{
			Month: may, Seed: rapid.Int64().Draw(t, "seed"), JSON: rapid.Bool().Draw(t, "json"),
			Contracts: rapid.Int64Range(1, 200).Draw(t, "contracts"), Shard: rapid.Int64Range(1, 100).Draw(t, "shard"),
		}
		whole, err := batch.Total(ctx, r.inputs(), nil)
		require.NoError(t, err)
		require.Equal(t, plainly(t, r), whole)

		var sum batch.Totals
		for s := range r.Shards() {
			rows, err := bill(ctx, s, new(database).inputs(ctx, s))
			require.NoError(t, err)
			require.Empty(t, rows.refusals)
			for _, row := range rows.statements {
				require.Equal(t, "2026-05", row[0])
				digest := row[6].([]byte)
				sum.Add(&batch.Bill{
					Contract: row[1].(string), Net: row[2].(int64), Tax: row[3].(int64), Gross: row[4].(int64), Owed: row[5].(int64),
					Digest: [32]byte(digest),
				})
				if r.JSON {
					require.Equal(t, sha256.Sum256(row[7].([]byte)), [32]byte(digest))
				} else {
					require.Nil(t, row[7])
				}
			}
		}
		require.Equal(t, whole, sum)
	})
}

// unpaid is a contract whose work nothing pays for.
func unpaid(number int64) servicelevel.Input {
	in := batch.Generate(1, may, number)
	start := may.Interval(servicelevel.NUXIT().Location()).Start
	in.Contract.Level, in.Contract.Rent = servicelevel.Standard, nil
	in.Activity = servicelevel.Activity{
		Requests:      []servicelevel.Request{{Ticket: "T", At: start}},
		Interventions: []servicelevel.Intervention{{Ticket: "T", Start: start, End: start.Add(time.Hour)}},
	}
	return in
}

func TestRefusedContractsAreKeptWithTheReason(t *testing.T) {
	t.Parallel()
	s := Shard{Month: may, Seed: 1, First: 1, Past: 11}
	rows, err := bill(ctx, s, func(yield func(servicelevel.Input, error) bool) {
		for in := range batch.Generated(1, may, 1, 11) {
			if in.Contract.ID == "C-000000004" {
				in = unpaid(4)
			}
			if !yield(in, nil) {
				return
			}
		}
	})
	require.NoError(t, err)
	require.Len(t, rows.statements, 9)
	require.Len(t, rows.refusals, 1)
	require.Equal(t, "C-000000004", rows.refusals[0][1])
	require.NotEmpty(t, rows.refusals[0][2])
}

func TestAShardIsBilledWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	s := Shard{Month: may, Seed: 1, First: 1, Past: 11}
	_, err := bill(ctx, s, batch.Generated(1, may, 1, 10))
	require.ErrorContains(t, err, "missing")

	var failing iter.Seq2[servicelevel.Input, error] = func(yield func(servicelevel.Input, error) bool) {
		_ = yield(batch.Generate(1, may, 1), nil) && yield(servicelevel.Input{}, errSource)
	}
	_, err = bill(ctx, s, failing)
	require.ErrorIs(t, err, errSource)
}
