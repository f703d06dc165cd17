package ledger_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/credittest"
	"github.com/palier-go/palier/credit/ledger"
)

// read is an account that was made from the image of another one.
func read(t tester, a *ledger.Account) *ledger.Account {
	b := account(t, a.Terms())
	require.NoError(t, b.ReadImage(a.AppendImage(nil)))
	return b
}

// An account that is read from its image is what its journal makes of it, and goes on so.
func TestImageIsTheAccount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := credittest.Terms().Draw(t, "terms")
		a := account(t, terms)
		there := grow(t, a, nil, rapid.IntRange(0, 30).Draw(t, "steps"))
		fresh := account(t, terms)
		require.NoError(t, fresh.Replay(there))
		b := read(t, a)
		require.Equal(t, a.Means(), b.Means())
		require.Equal(t, fresh.Means(), b.Means())
		require.Equal(t, state(fresh), state(b))
		require.Equal(t, b.Means(), read(t, b).Means())
		for range rapid.IntRange(1, 8).Draw(t, "more") {
			e := credittest.Entry(there).Draw(t, "entry")
			want, refused := fresh.Apply(e)
			got, err := b.Apply(e)
			require.Equal(t, want, got)
			require.Equal(t, fmt.Sprint(refused), fmt.Sprint(err))
			require.Equal(t, fresh.Means(), b.Means())
			if err == nil {
				there = append(there, e)
			}
		}
		require.Equal(t, state(fresh), state(b))
	})
}

// So are long ones, and what is known of them at the limits.
func TestImageOfManyEntries(t *testing.T) {
	for name, journal := range longJournals() {
		for _, tt := range longTerms {
			es := journal(300)
			a := account(t, tt.terms, es[:len(es)*2/3]...)
			b := read(t, a)
			require.Equal(t, a.Means(), b.Means(), name)
			apply(t, a, es[len(es)*2/3:]...)
			apply(t, b, es[len(es)*2/3:]...)
			require.Equal(t, a.Means(), b.Means(), name)
		}
	}
}

// Years at the ends of what is accepted, days of other zones, names of any text.
func TestImageAtTheLimits(t *testing.T) {
	first, last := time.Unix(0, 0), time.Date(2169, time.December, 31, 23, 59, 59, 999_999_999, time.UTC)
	for _, zone := range []string{"", "America/New_York", "Pacific/Auckland"} {
		for _, paying := range []credit.Paying{credit.StartMonth, credit.SplitAtMidnight} {
			terms := credit.Terms{Blocks: halfHours.Blocks, Zone: zone, Paying: paying, Tariff: nuxit()}
			a := account(t, terms, ledger.Entry{ID: "é", Kind: credit.Allowance, At: first, From: calendar.Date{Year: 1970, Month: time.January, Day: 1}, Time: hour, Plan: "Sérénité", Block: 1},
				purchase("A", first, credit.MaxTime, "10000000000"), gift("B", first, credit.MaxTime),
				hold("h", "日本", first, hour), session("d", "", first, credit.MaxTime/2), session("e", "日本", last, hour),
				session("f", "x y", last.Add(-1000*hour), 2000*hour), known(debit("z", last, 0), first))
			b := read(t, a)
			require.Equal(t, a.Means(), b.Means())
			require.Equal(t, state(a), state(b))
		}
	}
	empty := account(t, halfHours)
	assert.Equal(t, empty.Means(), read(t, empty).Means())
}

func TestImageIsRefused(t *testing.T) {
	a := account(t, halfHours, manyEntries(50)...)
	a.Terms()
	b := account(t, halfHours, gift("g", at(1, 0, 0), hour))
	before := b.Clone()
	image := a.AppendImage([]byte("before"))[len("before"):]
	refused := func(want error, image []byte) {
		t.Helper()
		require.ErrorIs(t, b.ReadImage(image), want)
		require.Empty(t, b.Differs(before))
	}
	for i := range image {
		refused(ledger.ErrDamaged, image[:i])
		other := slices.Clone(image)
		other[i] ^= 1 << (i % 8)
		refused(ledger.ErrDamaged, other)
	}
	refused(ledger.ErrDamaged, append(slices.Clone(image), 0))
	refused(ledger.ErrDamaged, nil)
	version := slices.Clone(image)
	version[3]++
	refused(ledger.ErrOutdated, sealed(version))
	for _, terms := range []credit.Terms{hours, {Blocks: halfHours.Blocks, Tariff: nuxit()}, {Blocks: halfHours.Blocks, Zone: "UTC"}} {
		refused(ledger.ErrOutdated, account(t, terms).AppendImage(nil))
	}
	for i := 4; i < len(image)-4; i++ { // shorter ones, with the right sum
		refused(ledger.ErrDamaged, sealed(append(slices.Clone(image[:i]), 0, 0, 0, 0)))
	}
	refused(ledger.ErrDamaged, sealed(append(slices.Clone(image), 0))) // and a longer one
	require.NoError(t, b.ReadImage(image))
	assert.Equal(t, a.Means(), b.Means())

	before = b.Clone()
	for _, bad := range []byte{0, '\n', 0x7f, 0x80, 0xff} { // in place of each letter of some ids
		first := bytes.Index(image, []byte("intervention"))
		for i := first; i < first+60; i++ {
			other := slices.Clone(image)
			other[i] = bad
			refused(ledger.ErrDamaged, sealed(other))
		}
	}

	var zero ledger.Account
	assert.Empty(t, zero.AppendImage(nil))
	var field *credit.FieldError
	require.ErrorAs(t, zero.ReadImage(image), &field)
	assert.Equal(t, "terms", field.Field)
}

// sealed is an image with the sum of what it is.
func sealed(image []byte) []byte {
	body := image[:len(image)-4]
	return binary.LittleEndian.AppendUint32(body, crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)))
}

// An image that says it has much of something makes no room for more than its length
// allows.
func TestImageMemoryIsBounded(t *testing.T) {
	a := account(t, halfHours)
	head := len(a.AppendImage(nil)) - 4 - 8 - 1
	const size = 1 << 20
	for field := range 8 {
		for _, count := range []uint64{size / 8, size/2 - 64, size - 100, 1 << 31, 1 << 62} {
			image := a.AppendImage(nil)[:head]
			for i := range 8 {
				if i == field || i == 0 && field < 6 && field > 3 {
					image = binary.AppendUvarint(image, count)
				} else {
					image = append(image, 0)
				}
			}
			image = sealed(append(image, make([]byte, size)...))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			require.ErrorIs(t, a.ReadImage(image), ledger.ErrDamaged)
			runtime.ReadMemStats(&after)
			assert.LessOrEqual(t, after.TotalAlloc-before.TotalAlloc, uint64(80*size), "count %d is %d", field, count)
		}
	}
}

// Whatever bytes are read as an image are refused, or make an account that can be asked and
// goes on.
func FuzzReadImage(f *testing.F) {
	journals := longJournals()
	for _, name := range slices.Sorted(maps.Keys(journals)) {
		f.Add(account(f, longTerms[0].terms, journals[name](20)...).AppendImage(nil), uint8(0))
		f.Add(account(f, longTerms[1].terms, journals[name](20)...).AppendImage(nil), uint8(1))
	}
	f.Add(account(f, longTerms[2].terms, tenYears(60)...).AppendImage(nil), uint8(2))
	f.Fuzz(func(t *testing.T, image []byte, terms uint8) {
		checkImage(t, longTerms[int(terms)%len(longTerms)].terms, image)
	})
}

// checkImage reads an image with the sum that it should have, and uses what it makes.
func checkImage(t tester, terms credit.Terms, image []byte) (accepted bool) {
	if len(image) < 4 {
		return false
	}
	a := account(t, terms)
	if err := a.ReadImage(sealed(slices.Clone(image))); err != nil {
		require.True(t, errors.Is(err, ledger.ErrDamaged) || errors.Is(err, ledger.ErrOutdated), "%v", err)
		return false
	}
	if a.Len() > 200 {
		return true
	}
	unbroken := func() { // a hold may be of the day before or after, by another zone
		if s := a.Broken(); !strings.HasPrefix(s, "held ") {
			require.Empty(t, s)
		}
	}
	unbroken()
	_ = state(a)
	b := read(t, a)
	require.Equal(t, a.Means(), b.Means())
	var ids []string
	for e := range a.Entries() {
		ids = append(ids, e.ID)
	}
	for i, id := range ids {
		for j, k := range []credit.Kind{credit.Reversal, credit.Release, credit.Refund, credit.Capture, credit.Forfeit, credit.Transfer} {
			e := acts(k, fmt.Sprint("new ", i, j), far, id)
			if k == credit.Capture {
				e.Time = hour
			}
			_, _ = a.Apply(e)
		}
	}
	for i, e := range []ledger.Entry{
		gift("", far, 10*hour), plan("", "Pro", 1, hour, 20*minute), session("", "T", at(1, 0, 0), 3*hour), hold("", "T", far, hour),
		plan("", "", 40, 0, hour), session("", "", far, hour), overdraft(hour), known(session("", "T", at(2, 0, 0), hour), far),
	} {
		e.ID = fmt.Sprint("more ", i)
		_, _ = a.Apply(e)
	}
	unbroken()
	return true
}

// Images with a few bytes changed, and the sum made right.
func TestMutatedImages(t *testing.T) {
	accepted := 0
	rapid.Check(t, func(t *rapid.T) {
		terms := credittest.Terms().Draw(t, "terms")
		a := account(t, terms)
		grow(t, a, nil, rapid.IntRange(1, 20).Draw(t, "steps"))
		image := a.AppendImage(nil)
		head := len(account(t, terms).AppendImage(nil)) - 13
		for range 20 {
			other := slices.Clone(image)
			for range rapid.IntRange(1, 3).Draw(t, "changes") {
				i := rapid.IntRange(head, len(other)-5).Draw(t, "where")
				switch rapid.IntRange(0, 3).Draw(t, "how") {
				case 0:
					other[i] = rapid.Byte().Draw(t, "byte")
				case 1:
					other[i] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
				case 2:
					other[i] += byte(rapid.IntRange(-2, 2).Draw(t, "more"))
				case 3:
					j := rapid.IntRange(head, len(other)-5).Draw(t, "other")
					other[i], other[j] = other[j], other[i]
				}
			}
			if checkImage(t, terms, other) {
				accepted++
			}
		}
	})
	assert.Positive(t, accepted)
}
