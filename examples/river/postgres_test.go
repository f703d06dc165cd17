//go:build postgres

package main

import (
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// servers are the databases that the tests need a server for.
var servers = []kind{{
	name:      "PostgreSQL",
	open:      openServer,
	givenAway: strikeOnServer("update river_job set state = 'retryable', scheduled_at = now() where id = job"),
	fails:     strikeOnServer("raise exception 'no more room'"),
}}

var databases atomic.Int64

// openServer makes a database of the test's own.
func openServer(t *testing.T) *database {
	t.Helper()
	address := os.Getenv(variable)
	require.NotEmpty(t, address, variable+" must hold a server's URL; .ci/postgres starts one")
	admin, err := sql.Open("pgx", address)
	require.NoError(t, err)
	defer admin.Close()
	name := fmt.Sprintf("river_%d_%d", os.Getpid(), databases.Add(1))
	_, err = admin.ExecContext(ctx, "create database "+name)
	require.NoError(t, err)
	u, err := url.Parse(address)
	require.NoError(t, err)
	u.Path = "/" + name
	db, err := openPostgreSQL(ctx, u.String(), 2)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	return db
}

func strikeOnServer(what string) string {
	return strings.ReplaceAll(`create function strike() returns trigger language plpgsql as $$
		declare job bigint;
		begin
			select id into job from river_job where state = 'running' and attempt = 1;
			if found then WHAT; end if;
			return null;
		end $$;
		create trigger strike after insert on statements for each statement execute function strike()`, "WHAT", what)
}
