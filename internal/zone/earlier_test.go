package zone_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/internal/zone"
)

func TestEarlier(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	after := at.Add(time.Nanosecond)
	for _, x := range [][2]time.Time{{at, after}, {at, at}, {at, {}}} {
		assert.Equal(t, at, zone.Earlier(x[0], x[1]))
		assert.Equal(t, at, zone.Earlier(x[1], x[0]))
	}
	assert.Zero(t, zone.Earlier(time.Time{}, time.Time{}))
}
