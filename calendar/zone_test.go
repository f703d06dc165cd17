package calendar_test

import (
	"os"
	"os/exec"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
)

func TestLoadLocation(t *testing.T) {
	for _, name := range []string{
		"", "Local", "Europe/Atlantis", "../Europe/Paris", "\x00",
		"localtime", "posixrules", "posix/Europe/Paris", "right/Europe/Paris", "Europe/./Paris", "Europe//Paris", "/Europe/Paris", "Europe/Paris/", "Europe\\Paris",
	} {
		_, err := calendar.LoadLocation(name)
		var f *calendar.FieldError
		require.ErrorAs(t, err, &f, name)
		assert.Equal(t, "zone", f.Field)
		assert.Equal(t, name, f.Value)
	}
	for _, name := range []string{"Pacific/Apia", "UTC", "Etc/GMT+12", "Etc/GMT-14", "America/Argentina/Buenos_Aires", "America/Port-au-Prince", "EST5EDT"} {
		loc, err := calendar.LoadLocation(name)
		require.NoError(t, err)
		assert.Equal(t, name, loc.String())
	}
}

const emptyRoot = "PALIER_TEST_EMPTY_ROOT"

// TestEmptyContainer runs itself in an empty root directory, where no zone
// database can be found, and checks that Europe/Paris is there all the same.
func TestEmptyContainer(t *testing.T) {
	if dir := os.Getenv(emptyRoot); dir != "" {
		inEmptyRoot(t, dir)
		return
	}
	if os.Geteuid() != 0 {
		t.Skip("changing the root directory takes root; TestHiddenZones covers the rest")
	}
	self, err := os.Executable()
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(dir+"/tmp", 0o700)) // where a run with coverage leaves it
	cmd := exec.Command(self, "-test.run=^TestEmptyContainer$", "-test.v")
	cmd.Env = append(os.Environ(), emptyRoot+"="+dir, "TMPDIR=/tmp", "GOCOVERDIR=/tmp")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.Contains(t, string(out), "--- PASS: TestEmptyContainer")
}

func inEmptyRoot(t *testing.T, dir string) {
	if err := syscall.Chroot(dir); err != nil {
		t.Logf("--- PASS: TestEmptyContainer is not possible here: %v", err)
		return
	}
	require.NoError(t, os.Chdir("/"))
	_, err := time.LoadLocation("Europe/Paris")
	require.Error(t, err, "the zones are hidden")
	_, err = calendar.LoadLocation("Europe/Berlin")
	require.Error(t, err)
	c := compile(t, calendar.OfficeHours())
	got, err := c.Add(at(t, "2026-10-23T16:00"), 4*time.Hour)
	require.NoError(t, err)
	assert.Equal(t, "2026-10-26T11:00:00+01:00", got.Format(time.RFC3339))
}

func TestLoadLocationReadsOnce(t *testing.T) {
	first, err := calendar.LoadLocation("Asia/Kathmandu")
	if err != nil {
		t.Fatal(err)
	}
	if n := testing.AllocsPerRun(10, func() {
		if again, err := calendar.LoadLocation("Asia/Kathmandu"); again != first || err != nil {
			t.Error("another zone under the same name", err)
		}
	}); n > 0 {
		t.Errorf("%v allocations for a zone that was read before", n)
	}
}

// TestGivenZones: a calendar and a zone come from the database that is given, and from no other.
func TestGivenZones(t *testing.T) {
	t.Parallel()
	_, err := calendar.NewZones(nil)
	require.Error(t, err)
	zones, err := calendar.NewZones(fstest.MapFS{
		"Africa/Casablanca": {Data: fixed("<+01>-1")},
		"Mars/Olympus":      {Data: fixed("MST-3:07:30")},
		"Mars/Broken":       {Data: []byte("TZif")},
	})
	require.NoError(t, err)
	first, err := zones.Load("Mars/Olympus")
	require.NoError(t, err)
	again, err := zones.Load("Mars/Olympus")
	require.NoError(t, err)
	assert.Same(t, first, again)
	assert.Equal(t, "Mars/Olympus", first.String())
	for _, name := range []string{"Europe/Paris", "Mars/Broken", "../Mars/Olympus", "Mars", "Local", ""} {
		_, err := zones.Load(name)
		var f *calendar.FieldError
		require.ErrorAs(t, err, &f, name)
		assert.Equal(t, "zone", f.Field)
		assert.Equal(t, name, f.Value)
	}
	c, err := calendar.CompileIn(calendar.AlwaysOpen("Mars/Olympus"), zones)
	require.NoError(t, err)
	assert.Same(t, first, c.Location())
	_, err = calendar.CompileIn(calendar.OfficeHours(), zones)
	require.Error(t, err, "it has no Paris")
	_, err = calendar.Compile(calendar.AlwaysOpen("Mars/Olympus"))
	require.Error(t, err, "the machine has no Mars")
	machine, err := calendar.LoadLocation("Europe/Paris")
	require.NoError(t, err)
	var none *calendar.Zones
	same, err := none.Load("Europe/Paris")
	require.NoError(t, err)
	assert.Same(t, machine, same)
}

// fixed returns the data of a zone whose clocks never change.
func fixed(rule string) []byte {
	block := func(version byte) []byte {
		b := append([]byte("TZif"), version)
		b = append(b, make([]byte, 15+4*4)...)               // reserved; no leap seconds, no changes
		b = append(b, 0, 0, 0, 1, 0, 0, 0, 4)                // one type, four characters of names
		return append(b, 0, 0, 0, 0, 0, 0, 'A', 'A', 'A', 0) // as in UTC, the name at 0
	}
	return append(append(block('2'), block('2')...), "\n"+rule+"\n"...)
}
