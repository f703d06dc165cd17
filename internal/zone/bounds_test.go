package zone

import (
	"encoding/binary"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// tzif returns the data of a zone: offsets, which of them holds from a second on, and a rule
// for the time after the last change.
func tzif(offsets []int32, at []int64, which []byte, rule string) []byte {
	block := func(version byte, at []int64, which []byte) []byte {
		b := append(append([]byte("TZif"), version), make([]byte, 15+3*4)...)
		for _, n := range []int{len(at), len(offsets), 4} {
			b = binary.BigEndian.AppendUint32(b, uint32(n))
		}
		for _, t := range at {
			b = binary.BigEndian.AppendUint64(b, uint64(t))
		}
		b = append(b, which...)
		for _, o := range offsets {
			b = append(binary.BigEndian.AppendUint32(b, uint32(o)), 0, 0)
		}
		return append(b, 'A', 'A', 'A', 0)
	}
	return append(append(block('2', nil, nil), block('2', at, which)...), "\n"+rule+"\n"...)
}

// A change that the rule of its year did not make, after the last one of that rule: the
// bounds that Time.ZoneBounds gives for what follows begin before it, as in
// America/Ciudad_Juarez of November 2022.
func TestChangeAfterThoseOfTheRule(t *testing.T) {
	t.Parallel()
	change := time.Date(2022, time.November, 30, 6, 0, 0, 0, time.UTC).Unix()
	before := time.Date(2022, time.October, 30, 8, 0, 0, 0, time.UTC).Unix()
	data := tzif([]int32{-6 * 3600, -7 * 3600}, []int64{before - 1000*daySeconds, before, change}, []byte{1, 0, 1}, "MST7MDT,M3.2.0,M11.1.0")
	loc, err := Of(fstest.MapFS{"America/Ciudad_Juarez": {Data: data}}).Load("America/Ciudad_Juarez")
	require.NoError(t, err)
	start, _ := time.Unix(change+daySeconds, 0).In(loc).ZoneBounds()
	require.NotEqual(t, change, start.Unix(), "what is guarded against")
	for _, first := range []int64{change + daySeconds, change, change - 1, before} {
		var c Clock
		c.Use(loc)
		c.Offset(time.Unix(first, 0))
		for _, x := range []struct{ at, offset int64 }{{change - 1, -6}, {change, -7}, {change - 44*3600, -6}, {before - 1, -7}, {before, -6}} {
			require.EqualValues(t, x.offset*3600, c.Offset(time.Unix(x.at, 0)))
		}
		_, _, twice := c.Twice(change - 24*daySeconds + 7200)
		require.False(t, twice, "nothing was put back on 6 November")
		from, until, twice := c.Twice(change + 10)
		require.True(t, twice)
		require.Equal(t, [2]int64{change - 3600, change + 3600}, [2]int64{from, until})
	}
	require.Equal(t, change, Next(change-30*daySeconds, change+1, loc))
}

// TestNextFindsEveryChange looks at every quarter of an hour, in zones of any changes and rules.
func TestNextFindsEveryChange(t *testing.T) {
	t.Parallel()
	rules := []string{"AAA0", "MST7MDT,M3.2.0,M11.1.0", "IST-2IDT,M3.4.4/26,M10.5.0", "EST5EDT,0/0,J365/25", "AEST-10AEDT,M10.1.0,M4.1.0/3", "XXX-12YYY,J1/-20,J365/160", "<+0030>-0:30<+0130>,50/2,51/2", ""}
	rapid.Check(t, func(t *rapid.T) {
		from := time.Date(2019, time.November, 1, 0, 0, 0, 0, time.UTC).Unix()
		var at []int64
		var which []byte
		last := from - 100*daySeconds
		for range rapid.IntRange(0, 4).Draw(t, "changes") {
			last += 900 * rapid.Int64Range(1, 200*96).Draw(t, "after")
			at, which = append(at, last), append(which, rapid.Byte().Draw(t, "type")%3)
		}
		data := tzif([]int32{0, 3600, -7 * 3600}, at, which, rapid.SampledFrom(rules).Draw(t, "rule"))
		loc, err := parse("Test/Zone", data)
		require.NoError(t, err)
		until := from + 500*daySeconds
		var want [][2]int64
		for at := from; at < until; at += 900 {
			if o := Offset(at, loc); o != Offset(at-900, loc) && at > from {
				want = append(want, [2]int64{at, o})
			}
		}
		require.Equal(t, want, changes(loc, from, until))
		var c Clock
		c.Use(loc)
		for range 20 {
			at := from + rapid.Int64Range(0, 500*daySeconds).Draw(t, "at")
			require.EqualValues(t, Offset(at, loc), c.Offset(time.Unix(at, 0)))
		}
	})
}

// Data that is no zone's, or of a time that no clock shows, is refused; none makes it panic.
func TestDataOfAZone(t *testing.T) {
	t.Parallel()
	good := tzif([]int32{0, 3600}, []int64{1000, 2000}, []byte{1, 0}, "AAA0BBB,M3.2.0,M11.1.0")
	_, err := parse("A", good)
	require.NoError(t, err)
	leap := append([]byte(nil), good...)
	leap[91] = 1 // the count of leap seconds of the second block
	for _, x := range []struct {
		data []byte
		want error
	}{
		{nil, errData},
		{good[:60], errData},
		{leap, errLeap},
		{make([]byte, maxData+1), errTooLong},
		{tzif([]int32{Reach}, nil, nil, ""), errOffset},
		{tzif([]int32{-Reach}, nil, nil, ""), errOffset},
		{tzif([]int32{0}, nil, nil, "AAA-26"), errOffset},
		{tzif([]int32{0}, nil, nil, "AAA0BBB167,M3.2.0,M11.1.0"), errOffset},
		{tzif([]int32{0}, nil, nil, "A0"), errData},
		{tzif([]int32{0}, nil, nil, "<A0"), errData},
		{tzif([]int32{0}, nil, nil, "AAA1:2:3:4"), errData},
		{tzif([]int32{0}, []int64{5, 5}, []byte{0, 0}, ""), errOrder},
	} {
		_, err := parse("A", x.data)
		require.ErrorIs(t, err, x.want, "%.80q", x.data)
	}
	for _, ok := range [][]byte{tzif([]int32{Reach - 1, 1 - Reach}, nil, nil, "AAA-25:59:59")} {
		_, err := parse("A", ok)
		require.NoError(t, err)
	}
	rapid.Check(t, func(t *rapid.T) {
		data := append([]byte(nil), good...)
		for range rapid.IntRange(1, 6).Draw(t, "changes") {
			data[rapid.IntRange(0, len(data)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
		}
		if loc, err := parse("A", data); err == nil {
			changes(loc, -1<<32, 1<<33)
			Start(20_000, loc)
		}
	})
}
