package wire_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/wire"
)

// keyed has keys of each length about those that are compared by one word, by two that lie over each other,
// and by two with something between them.
type keyed struct {
	A     int `json:"a,omitzero"`
	Four  int `json:"four,omitzero"`
	Five5 int `json:"fives,omitzero"`
	Six   int `json:"six_66,omitzero"`
	Seven int `json:"seven_7,omitzero"`
	N12   int `json:"twelve_12_12,omitzero"`
	N13   int `json:"thirteen_1313,omitzero"`
	N14   int `json:"fourteen_14_14,omitzero"`
	N15   int `json:"fifteen_1515_15,omitzero"`
	N24   int `json:"twenty_four_24_24_24_24_,omitzero"`
}

// A key with any other byte in the place of one of its own, its quotes and its colon is none, wherever
// it is looked for: at the place where one stood the last time, and elsewhere.
func TestKeysAreReadToTheLetter(t *testing.T) {
	t.Parallel()
	const doc = `{"a":1,"four":1,"fives":1,"six_66":1,"seven_7":1,"twelve_12_12":1,"thirteen_1313":1,"fourteen_14_14":1,"fifteen_1515_15":1,"twenty_four_24_24_24_24_":1}`
	var whole keyed
	require.NoError(t, wire.Decode([]byte(doc), &whole))
	require.Equal(t, keyed{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, whole)
	for _, member := range strings.Split(strings.Trim(doc, "{}"), ",") {
		for at := range len(member) - 1 { // up to the value
			for c := range 256 {
				if byte(c) == member[at] {
					continue
				}
				other := []byte(member)
				other[at] = byte(c)
				var v keyed
				require.Error(t, wire.Decode([]byte(strings.Replace(doc, member, string(other), 1)), &v), "%q", other)
				require.Error(t, wire.Decode([]byte("{"+string(other)+"}"), &v), "%q", other)
				require.Zero(t, v)
			}
		}
	}
}
