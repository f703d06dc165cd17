package integration

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
)

// smallDisk mounts a file system of a size, where the system lets the test do so.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "mode=0777,size="+size); err != nil {
		t.Skipf("a small disk cannot be mounted: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func TestSQLiteOnAFullDisk(t *testing.T) {
	for _, mode := range []string{"journal_mode(WAL)", "journal_mode(DELETE)"} {
		t.Run(mode, func(t *testing.T) {
			path := filepath.Join(smallDisk(t, "256k"), "credit.db")
			_, store := sqlite.open(t, sqliteFile(path, mode))
			require.NoError(t, store.Migrate(ctx))
			require.NoError(t, store.Append(ctx, batch("a", 0, gift("gift", credit.MaxTime))))
			l := newLedger(t, store)
			acknowledged := fill(t, l, "full")
			checkFull(t, l, store, acknowledged)
			_, again := sqlite.open(t, sqliteFile(path, mode))
			checkFull(t, newLedger(t, again), again, acknowledged)
		})
	}
}
