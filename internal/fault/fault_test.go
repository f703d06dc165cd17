package fault_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/fault"
)

func ExampleList() {
	var band fault.List
	band.Check(2 > 3, "below", 2, "must be above 3")

	var all fault.List
	all.Add("end", time.Date(2026, 5, 3, 22, 10, 0, 0, time.UTC), "must not be before the start")
	all.In(fault.Index("bands", 1), band.Err())
	fmt.Println(fault.In("terms", all.Err()))
	// Output:
	// terms.end: must not be before the start (got "2026-05-03T22:10:00Z")
	// terms.bands[1].below: must be above 3 (got "2")
}

func TestShownValue(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", 64)
	for _, c := range []struct {
		value any
		want  string
	}{
		{nil, ""},
		{"", ""},
		{"text", "text"},
		{7, "7"},
		{time.Date(2026, 5, 3, 22, 10, 0, 5e8, time.FixedZone("", 7200)), "2026-05-03T22:10:00.5+02:00"},
		{-90 * time.Minute, "-PT1H30M"},
		{decimal.New(4500, -2), "45"},
		{decimal.New(1, 2147483647), "1e2147483647"},
		{time.May, "May"},
		{errors.New("cause"), "cause"},
		{(*time.Location)(nil), "UTC"},
		{(*int)(nil), "<nil>"},
		{(*fault.Error)(nil), "<nil>"},
		{long, long},
		{long + "b", long[:61] + "..."},
		{long[:60] + "éèê", long[:60] + "..."},
		{long[:59] + "éèê", long[:59] + "é..."},
		{long[:58] + "😀😀", long[:58] + "..."},
		{long[:57] + "😀😀", long[:57] + "😀..."},
		{strings.Repeat("\x80", 65), strings.Repeat("\x80", 61) + "..."},
		{strings.Repeat("é", 1_000_000), strings.Repeat("é", 30) + "..."},
	} {
		assert.Equal(t, c.want, fault.New("f", c.value, "r").Value)
		assert.Equal(t, c.want, fault.Wrap("f", c.value, errors.New("r")).Value)
	}
}

func TestErrorText(t *testing.T) {
	t.Parallel()
	for want, e := range map[string]*fault.Error{
		"reason":                    {Reason: "reason"},
		"a.b: reason":               {Field: "a.b", Reason: "reason"},
		`a: reason (got "\n\"x")`:   {Field: "a", Value: "\n\"x", Reason: "reason"},
		`reason (got "a\xffb\x00")`: {Value: "a\xffb\x00", Reason: "reason"},
	} {
		assert.EqualError(t, e, want)
		assert.NoError(t, e.Unwrap())
	}
	cause := errors.New("cause")
	e := fault.Wrap("a", 1, cause)
	assert.EqualError(t, e, `a: cause (got "1")`)
	assert.ErrorIs(t, e, cause)
}

func TestList(t *testing.T) {
	t.Parallel()
	var l fault.List
	assert.True(t, l.Empty())
	require.NoError(t, l.Err())
	l.Check(true, "a", 1, "r")
	l.In("a", nil)
	l.In("a", (*fault.Error)(nil))
	l.In("a", errors.Join())
	assert.True(t, l.Empty())

	l.Check(false, "a", 1, "first")
	assert.False(t, l.Empty())
	var one *fault.Error
	require.ErrorAs(t, l.Err(), &one)
	assert.Same(t, l.Err(), error(one))

	cause := errors.New("plain")
	l.Add("b", nil, "second")
	l.In("c", errors.Join(cause, errors.Join(fault.New("[2]", 3, "third"), nil, fault.New("", nil, "fourth"))))
	assert.EqualError(t, l.Err(), "a: first (got \"1\")\nb: second\nc: plain\nc[2]: third (got \"3\")\nc: fourth")
	assert.ErrorIs(t, l.Err(), cause)
}

func TestInAndAll(t *testing.T) {
	t.Parallel()
	require.NoError(t, fault.In("a", nil))
	assert.Nil(t, fault.All(nil))
	f := fault.New("b", 1, "r")
	in := fault.In("a", f)
	assert.EqualError(t, in, `a.b: r (got "1")`)
	assert.Equal(t, "b", f.Field, "the fault given is not changed")

	// A wrapped fault keeps its own words; only its place is put before it.
	assert.EqualError(t, fault.In("a", fmt.Errorf("reading: %w", f)), `a: reading: b: r (got "1")`)
	assert.ErrorIs(t, fault.In("a", fmt.Errorf("reading: %w", f)), f)

	all := fault.All(errors.Join(in, errors.New("plain")))
	require.Len(t, all, 2)
	assert.Equal(t, "a.b", all[0].Field)
	assert.Equal(t, fault.Error{Reason: "plain", Err: all[1].Err}, *all[1])
	all[0].Field = "changed"
	assert.EqualError(t, in, `a.b: r (got "1")`)
}

func TestPaths(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "a[3]", fault.Index("a", 3))
	assert.Equal(t, "[0]", fault.Index("", 0))
	for _, c := range [][3]string{{"", "", ""}, {"a", "", "a"}, {"", "b", "b"}, {"a", "b", "a.b"}, {"a", "[1].b", "a[1].b"}, {"a[1]", "b", "a[1].b"}} {
		assert.Equal(t, c[2], fault.Join(c[0], c[1]))
	}
}

// A list keeps the first faults, and says if there are more, those of other lists too.
func TestListKeepsTheFirst(t *testing.T) {
	t.Parallel()
	var inner fault.List
	for i := range fault.Max {
		assert.False(t, inner.Full())
		inner.Check(false, fault.Index("x", i), i, "is wrong")
	}
	assert.True(t, inner.Full())
	require.Len(t, fault.All(inner.Err()), fault.Max)
	inner.Check(true, "y", nil, "is wrong")
	require.Len(t, fault.All(inner.Err()), fault.Max)
	inner.Add("y", nil, "is wrong")
	inner.Add("y", nil, "is wrong")
	all := fault.All(inner.Err())
	require.Len(t, all, fault.Max+1)
	assert.Equal(t, `x[99]: is wrong (got "99")`, all[fault.Max-1].Error())
	assert.EqualError(t, all[fault.Max], "has more faults than the 100 listed")

	var outer fault.List
	outer.In("a", inner.Err())
	assert.Equal(t, `a.x[99]: is wrong (got "99")`, fault.All(outer.Err())[fault.Max-1].Error())
	outer.In("b", errors.New("is wrong too"))
	outer.In("c", nil)
	all = fault.All(outer.Err())
	require.Len(t, all, fault.Max+1)
	assert.EqualError(t, all[fault.Max], "has more faults than the 100 listed")
	assert.Equal(t, outer.Err().Error(), fault.In("", outer.Err()).Error())

	var cut fault.List
	assert.NoError(t, cut.Err())
	assert.True(t, cut.Empty())
	cut.Cut()
	assert.False(t, cut.Empty())
	assert.EqualError(t, cut.Err(), "has more faults than the 100 listed")
	outer = fault.List{}
	outer.In("a", cut.Err())
	assert.EqualError(t, outer.Err(), "has more faults than the 100 listed")
}
