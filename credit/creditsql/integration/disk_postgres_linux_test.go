//go:build postgres

package integration

import (
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
)

// The table is on a small disk of its own.
func TestPostgreSQLOnAFullDisk(t *testing.T) {
	if host := serverHost(t); host != "127.0.0.1" {
		t.Skipf("the server on %s does not see this machine's disks", host)
	}
	disk := smallDisk(t, "256k")
	for dir := disk; dir != os.TempDir() && len(dir) > 1; dir = filepath.Dir(dir) {
		require.NoError(t, os.Chmod(dir, 0o777)) // the server runs as somebody else
	}
	db, store := postgresql.fresh(t)
	space := pgx.Identifier{fmt.Sprintf("palier_space_%d", os.Getpid())}.Sanitize()
	own := disk + "/space"
	require.NoError(t, os.Mkdir(own, 0o777))
	account, err := user.Lookup("postgres")
	require.NoError(t, err)
	uid, err := strconv.Atoi(account.Uid)
	require.NoError(t, err)
	require.NoError(t, os.Chown(own, uid, -1))
	_, err = db.Exec("CREATE TABLESPACE " + space + " LOCATION '" + own + "'")
	require.NoError(t, err)
	t.Cleanup(func() {
		for _, s := range []string{"ALTER TABLE palier_entries SET TABLESPACE pg_default", "DROP TABLESPACE " + space} {
			if _, err := db.Exec(s); err != nil {
				t.Error(err)
			}
		}
	})
	_, err = db.Exec("ALTER TABLE palier_entries SET TABLESPACE " + space)
	require.NoError(t, err)

	require.NoError(t, store.Append(ctx, batch("a", 0, gift("gift", credit.MaxTime))))
	l := newLedger(t, store)
	acknowledged := fill(t, l, "No space left")
	checkFull(t, l, store, acknowledged)
}
