package wire_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/wire"
)

// The words of JSON with any other byte in the place of one of their own are none.
func TestWordsAreReadToTheLetter(t *testing.T) {
	t.Parallel()
	type worded struct {
		Told  bool `json:"told,omitzero"`
		Count *int `json:"count,omitzero"`
	}
	for _, doc := range []string{`{"told":true}`, `{"told":false}`, `{"count":null}`} {
		var v worded
		require.NoError(t, wire.Decode([]byte(doc), &v), doc)
		from := len(`{"told":`)
		if doc[2] == 'c' {
			from = len(`{"count":`)
		}
		for at := from; at < len(doc)-1; at++ {
			for c := range 256 {
				other := []byte(doc)
				if other[at] = byte(c); string(other) != doc {
					require.Error(t, wire.Decode(other, &v), "%q", other)
				}
			}
		}
	}
}
