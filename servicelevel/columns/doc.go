// Package columns tries the types of palier in the columns of real databases, by the drivers and
// the mappers that programs have: modernc.org/sqlite, pgx, lib/pq, sqlx, gorm and bun. It has
// tests only, in a module of its own, so that none of them is required by those who import
// palier.
//
//	go test ./...                                       SQLite, no set-up
//	../../.ci/postgres go test -tags postgres ./...     PostgreSQL as well
//
// gorm and bun are told the types of the columns that they make, and pgx those of parameters that
// are slices, by the server or by registering them: see the tests.
//
// With the tag postgres the tests fail if PALIER_POSTGRES, the URL of a server on which they
// may create schemas, is missing.
package columns
