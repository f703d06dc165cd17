package wire_test

import (
	"math/rand/v2"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/wire"
)

// The result of decoding depends neither on the machine's zone nor on its rules.
func TestParseTimeIgnoresLocal(t *testing.T) {
	before := time.Local
	defer func() { time.Local = before }()
	parse := func(local *time.Location) (at []time.Time) {
		time.Local = local
		for _, s := range []string{"2026-05-03T22:10:00+02:00", "2026-05-03T22:10:00Z", "2026-01-03T22:10:00.5-03:30"} {
			v, err := wire.ParseTime(s)
			require.NoError(t, err)
			var read struct {
				At time.Time `json:"at"`
			}
			require.NoError(t, wire.Decode([]byte(`{"at":"`+s+`"}`), &read))
			at = append(at, v, read.At)
		}
		return at
	}
	paris, err := calendar.LoadLocation("Europe/Paris")
	require.NoError(t, err)
	want := parse(time.UTC)
	assert.Equal(t, "+0200 +0200", want[0].Format("-0700 MST"))
	assert.Equal(t, "+0200 +0200", want[1].Format("-0700 MST"))
	for _, local := range []*time.Location{
		paris, time.FixedZone("Here", 7200), time.FixedZone("UTC", 0), time.FixedZone("There", -12600),
	} {
		for i, got := range parse(local) {
			assert.Equal(t, want[i], got)
			assert.NotSame(t, local, got.Location())
			assert.Equal(t, want[i].Location().String(), got.Location().String())
		}
	}
}

func TestParseTime(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"", "2026-05-03", "2026-05-03T22:10:00", "2026-05-03 22:10:00Z", "2026-05-03t22:10:00Z", "2026-05-03T22:10:00z",
		"2026-05-03T22:10:00,5Z", "2026-05-03T2:10:00Z", "2026-05-03T22:10:60Z", "2026-05-03T24:00:00Z", "2026-02-29T00:00:00Z",
		"2026-05-03T22:10:00+24:00", "2026-05-03T22:10:00+02:60", "2026-05-03T22:10:00+0200", "2026-05-03T22:10:00.1234567891Z",
		"2026-05-03T22:10:00.0000000000+02:00", "10000-01-01T00:00:00Z", "-001-01-01T00:00:00Z", "2026-05-03T22:10:00.Z", "2026-05-03T22:10:00Z ",
	} {
		_, err := wire.ParseTime(s)
		assert.ErrorContains(t, err, "must be an instant as RFC 3339", s)
	}
	for s, want := range map[string]time.Time{
		"0000-01-01T00:00:00+23:59":           time.Date(0, 1, 1, 0, 0, 0, 0, time.FixedZone("", 86340)),
		"9999-12-31T23:59:59.999999999-23:59": time.Date(9999, 12, 31, 23, 59, 59, 999999999, time.FixedZone("", -86340)),
		"2026-05-03T22:10:00.123456789Z":      time.Date(2026, 5, 3, 22, 10, 0, 123456789, time.UTC),
	} {
		got, err := wire.ParseTime(s)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
}

// Any byte in the place of any other one of an instant: what is read is what package time reads, of a
// text that has the form to the letter.
func TestParseTimeWithAnyByteAnywhere(t *testing.T) {
	t.Parallel()
	form := regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$`)
	for _, valid := range []string{"2026-05-03T22:10:00Z", "2024-02-29T19:59:59-03:30", "1999-12-31T23:59:59.123456789+01:00", "2000-10-10T00:00:00.5Z"} {
		for at := range len(valid) {
			for c := range 256 {
				text := []byte(valid)
				text[at] = byte(c)
				want, err := time.Parse(time.RFC3339Nano, string(text))
				got, refused := wire.ParseTime(string(text))
				if err != nil || !form.Match(text) {
					require.Error(t, refused, "%q", text)
					continue
				}
				require.NoError(t, refused, "%q", text)
				require.True(t, want.Equal(got), "%q", text)
				_, offset := got.Zone()
				_, asked := want.Zone()
				require.Equal(t, asked, offset, "%q", text)
			}
		}
	}
}

// Days of all years that can be written: every fourth, or one of each six weeks.
func TestInstantsOfAllYears(t *testing.T) {
	t.Parallel()
	var in, back small
	stride := 1
	if testing.Short() {
		stride = 11
	}
	at := time.Date(0, 1, 1, 0, 0, 1, 0, time.UTC)
	for i := 0; at.Year() < 10000; i++ {
		in.At = at
		doc, err := wire.Append(nil, &in)
		require.NoError(t, err)
		if want := `{"at":"` + at.Format(time.RFC3339Nano) + `"}`; want != string(doc) {
			require.Equal(t, want, string(doc))
		}
		if err := wire.Decode(doc, &back); err != nil || in.At != back.At {
			require.Equal(t, in, back, err)
		}
		at = at.AddDate(0, 0, stride*(1+i%7)).Add(7 * time.Second)
	}
	for _, s := range []string{"1900-02-29T00:00:00Z", "2000-02-30T00:00:00Z", "2023-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-12-32T00:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z"} {
		_, err := wire.ParseTime(s)
		assert.Error(t, err, s)
	}
}

// The instants of a list are written as package time writes each of them, in the zones and
// seasons of any neighbours.
func TestInstantsOfSeasons(t *testing.T) {
	t.Parallel()
	var at []time.Time
	for _, name := range []string{"Europe/Paris", "America/St_Johns", "Pacific/Apia", "Africa/Monrovia", "UTC"} {
		zone, err := calendar.LoadLocation(name)
		require.NoError(t, err)
		for year := 1883; year < 2100; year += 3 {
			start, end := time.Date(year, 7, 1, 0, 0, 0, 0, zone).ZoneBounds()
			for _, edge := range []time.Time{start, end, time.Date(year, 1, 1, 0, 0, 0, 0, zone)} {
				if !edge.IsZero() {
					at = append(at, edge.Add(-1).In(zone), edge.In(zone), edge.In(time.FixedZone("", 3600*(year%3))), edge.Add(time.Hour).In(zone))
				}
			}
		}
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(at)/2, func(i, j int) { at[i], at[j] = at[j], at[i] })
	doc, err := wire.Append(nil, &struct {
		At []time.Time `json:"at"`
	}{at})
	require.NoError(t, err)
	var texts struct {
		At []string `json:"at"`
	}
	require.NoError(t, wire.Decode(doc, &texts))
	for i := range at {
		want := at[i]
		if _, offset := want.Zone(); offset%60 != 0 {
			want = want.UTC()
		}
		require.Equal(t, want.Format(time.RFC3339Nano), texts.At[i])
	}
}
