package nano_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/nano"
)

// TestOf: instants of the years of contracts are as they are, and those outside of them stay outside, in their order.
func TestOf(t *testing.T) {
	t.Parallel()
	first, end := time.Date(1990, time.January, 1, 0, 0, 0, 0, time.UTC), time.Date(2090, time.January, 1, 0, 0, 0, 0, time.UTC)
	assert.Equal(t, first.UnixNano(), nano.Of(first))
	assert.Equal(t, end.UnixNano()-1, nano.Of(end.Add(-1)))
	assert.Less(t, nano.Of(first.Add(-1)), nano.Of(first))
	assert.Less(t, nano.Of(end.Add(-1)), nano.Of(end))
	assert.Less(t, nano.Of(time.Date(-9999, time.January, 1, 0, 0, 0, 0, time.UTC)), nano.Of(first))
	assert.Greater(t, nano.Of(time.Date(9999, time.January, 1, 0, 0, 0, 0, time.UTC)), end.AddDate(0, 0, 39).UnixNano())
}

func TestKnown(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, time.May, 11, 9, 0, 0, 0, time.UTC)
	assert.Equal(t, nano.Of(at), nano.Known(time.Time{}, nano.Of(at)))
	assert.Equal(t, nano.Of(at)+1, nano.Known(at.Add(1), nano.Of(at)))
	assert.True(t, nano.Stands(time.Time{}, nano.Of(at)))
	assert.True(t, nano.Stands(at, nano.Of(at)), "it is withdrawn by what is known after that")
	assert.False(t, nano.Stands(at, nano.Of(at)+1))
}

// TestOfOutage: its first sign is its beginning or its declaration, whichever comes first or is there.
func TestOfOutage(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, time.May, 11, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		o            penalty.Outage
		began, known time.Time
	}{
		{penalty.Outage{Start: at}, at, at},
		{penalty.Outage{Declared: at}, at, at},
		{penalty.Outage{Start: at, Declared: at.Add(1)}, at, at},
		{penalty.Outage{Start: at, Declared: at.Add(-1), Recorded: at.Add(2)}, at.Add(-1), at.Add(2)},
	} {
		began, known := nano.OfOutage(&c.o)
		assert.Equal(t, nano.Of(c.began), began)
		assert.Equal(t, nano.Of(c.known), known)
	}
	began, known := nano.OfExclusion(&penalty.Exclusion{Start: at, Recorded: at.Add(-time.Hour)})
	assert.Equal(t, [2]int64{nano.Of(at), nano.Of(at.Add(-time.Hour))}, [2]int64{began, known})
}
