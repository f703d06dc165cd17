package credit_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
)

func TestMillsAtTheirLimits(t *testing.T) {
	for text, ok := range map[string]bool{
		"0.00": true, "9.99": true, "999999999999999.99": true, "-999999999999999.99": true,
		"9999999999999999.99": false, "12.345": true, "-0.001": true, "99999999999999.999": true, "999999999999999.999": false, "12.340": false, "-0.000": false, ".00": false, "-.01": false, "00.00": false, "1/.00": false, "1:.00": false,
	} {
		var c credit.Mills
		err := c.UnmarshalText([]byte(text))
		assert.Equal(t, ok, err == nil, text)
		if ok {
			assert.Equal(t, text, c.String())
		}
	}
}

func FuzzMills(f *testing.F) {
	f.Add("28.17")
	f.Add("-0.07")
	f.Add("12.345")
	f.Fuzz(func(t *testing.T, s string) {
		var c credit.Mills
		if c.UnmarshalText([]byte(s)) == nil {
			require.Equal(t, s, c.String())
		}
	})
}
