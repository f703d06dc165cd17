// Package integration runs creditsql against real databases. It has tests only, in
// a module of its own, so that no driver is required by those who import palier.
//
//	go test ./...                                          SQLite, no set-up
//	../../../.ci/postgres go test -tags postgres ./...     PostgreSQL as well
//
// With the tag postgres the tests fail if PALIER_POSTGRES, the URL of a server
// on which they may create schemas, is missing. -kills sets how many times a
// process is killed while it appends.
package integration
