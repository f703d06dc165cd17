//go:build !postgres

package integration

import "testing"

func databases(testing.TB) []database { return []database{sqlite} }
