//go:build !postgres

package columns

var databases = []database{sqlite}
