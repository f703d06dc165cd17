package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
)

// TestMain lets the test binary be the command itself, for its exit code.
func TestMain(m *testing.M) {
	if os.Getenv("BE_REPORT") == "1" {
		main()
		return
	}
	os.Exit(m.Run())
}

var (
	both  = []servicelevel.Language{servicelevel.French, servicelevel.English}
	files = []string{
		"samples/month.json", "../statement/samples/a-nuxit-pro.json", "../statement/samples/b-nuxit-business.json",
		"../statement/samples/c-magic-pro.json", "samples/running.json", "testdata/hostile.json", "testdata/zloty.json",
	}
)

// TestCommands compares what each line of testdata/commands writes.
func TestCommands(t *testing.T) {
	commands, err := os.ReadFile("testdata/commands")
	require.NoError(t, err)
	for _, line := range strings.Split(strings.TrimSpace(string(commands)), "\n") {
		args, file, _ := strings.Cut(line, "> ")
		want, err := os.ReadFile(filepath.Join("testdata", file))
		require.NoError(t, err)
		var out bytes.Buffer
		require.NoError(t, run(strings.Fields(args), nil, &out))
		assert.True(t, string(want) == out.String(), "%s: differs; .ci/examples -update writes it", file)

		written := filepath.Join(t.TempDir(), file)
		var none bytes.Buffer
		require.NoError(t, run(append(strings.Fields(args), "-o", written), nil, &none))
		got, err := os.ReadFile(written)
		require.NoError(t, err)
		assert.True(t, string(want) == string(got), "%s: -o writes another page", file)
		assert.Empty(t, none.String())
	}
}

func TestStandardInput(t *testing.T) {
	pro, err := os.ReadFile(files[1])
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, run([]string{"-in", "-"}, bytes.NewReader(pro), &out))
	assert.Contains(t, out.String(), "256,80\u00a0€")
	err = run([]string{"-in", "-"}, strings.NewReader(strings.Repeat(" ", 16<<20+1)), &out)
	assert.EqualError(t, err, "standard input: is larger than 16 MiB")
}

func TestBadInput(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, new string
		want     []string
	}{
		{"not JSON", "{", "month", []string{"is not JSON: "}},
		{"unknown field", `"month"`, `"mnth"`, []string{"mnth: is not a known field", "month: is missing"}},
		{"unknown edition", `"nuxit"`, `"other"`, []string{`contract.edition: must be one of nuxit, magic (got "other")`}},
		{"unknown level", `"business"`, `"gold"`, []string{"contract.level: is not a level of the edition nuxit, which has standard, "}},
		{"no rent", `"rent": "149.00"`, `"options": {}`, []string{"contract.rent: must be given"}},
		{"end before start", "23:15:00", "21:15:00", []string{"activity.interventions[0].end: must not be before the start"}},
		{"not enough credit", `"PT5H"`, `"PT3H"`, []string{`is missing; the cheapest packs for it are`}},
		{
			"several", `"time": "PT5H"}`, `"time": "-PT5H"}, {"id": "p", "at": "2026-03-10T11:00:00+01:00", "time": "PT3H", "price": "1.0005"}`,
			[]string{"activity.purchases[0].time: ", "activity.purchases[1].price: "},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Contains(t, string(sample), c.old)
			dir := t.TempDir()
			in, page := filepath.Join(dir, "month.json"), filepath.Join(dir, "month.html")
			require.NoError(t, os.WriteFile(in, []byte(strings.Replace(string(sample), c.old, c.new, 1)), 0o600))
			var out bytes.Buffer
			err := run([]string{"-in", in, "-o", page}, nil, &out)
			require.Error(t, err)
			lines := strings.Split(err.Error(), "\n")
			assert.Len(t, lines, len(c.want), err.Error())
			for _, want := range c.want {
				assert.Contains(t, err.Error(), want)
			}
			for _, line := range lines {
				assert.True(t, strings.HasPrefix(line, in+": "), line)
			}
			assert.Empty(t, out.String())
			assert.NoFileExists(t, page)
		})
	}
}

// TestExit runs the command itself: a message on standard error alone, exit
// code 1, and a page that was there before is still whole.
func TestExit(t *testing.T) {
	page := filepath.Join(t.TempDir(), "month.html")
	require.NoError(t, os.WriteFile(page, []byte("before"), 0o600))
	cmd := exec.Command(os.Args[0], "-in", "-", "-o", page) //nolint:gosec // the test binary
	cmd.Env = append(os.Environ(), "BE_REPORT=1")
	cmd.Stdin = strings.NewReader("{}")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	var exit *exec.ExitError
	require.True(t, errors.As(cmd.Run(), &exit))
	assert.Equal(t, 1, exit.ExitCode())
	assert.Empty(t, stdout.String())
	assert.Contains(t, stderr.String(), "standard input: contract: is missing")
	kept, err := os.ReadFile(page)
	require.NoError(t, err)
	assert.Equal(t, "before", string(kept))
}

func TestArguments(t *testing.T) {
	for args, want := range map[string]string{
		"-lang de":             `must be one of fr, en (got "de")`,
		"month.json":           `must have flags alone (got "month.json")`,
		"-in missing":          "missing: no such file",
		"-in .":                ".: is a directory",
		"-month 2026-05":       "-month: must not be given without -host",
		"-host x -in y":        "-host: has its edition and its months",
		"-host missing":        "missing: no such file",
		"-in a -in b":          "-in: must be given once",
		"-unknown yes":         "flag provided but not defined",
		"-o missing/page.html": "missing/page.html: no such file",
	} {
		var out bytes.Buffer
		err := run(strings.Fields(args), nil, &out)
		assert.ErrorContains(t, err, want)
		assert.Empty(t, out.String())
	}
	var out bytes.Buffer
	require.NoError(t, run([]string{"-h"}, nil, &out))
	assert.Contains(t, out.String(), "-lang")
}
