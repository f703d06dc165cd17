package penalty_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
)

// faults returns the fields of every fault in err, in order.
func faults(t testing.TB, err error) []string {
	t.Helper()
	require.Error(t, err)
	var fields []string
	var walk func(error)
	walk = func(err error) {
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			for _, e := range joined.Unwrap() {
				walk(e)
			}
			return
		}
		var f *penalty.FieldError
		require.True(t, errors.As(err, &f), "%v is not a FieldError", err)
		fields = append(fields, f.Field)
	}
	walk(err)
	return fields
}
