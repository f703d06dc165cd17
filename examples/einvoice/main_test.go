package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestOutput compares what the commands print; `.ci/examples -update` writes the files.
func TestOutput(t *testing.T) {
	commands, err := os.ReadFile("testdata/commands")
	require.NoError(t, err)
	for line := range strings.Lines(string(commands)) {
		args, file, ok := strings.Cut(strings.TrimSpace(line), "> ")
		require.True(t, ok)
		want, err := os.ReadFile(filepath.Join("testdata", file))
		require.NoError(t, err)
		var got bytes.Buffer
		require.NoError(t, run(strings.Fields(args), nil, &got))
		assert.Equal(t, string(want), got.String(), args)
	}
}

// TestRefusals: an input that is wrong writes nothing.
func TestRefusals(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		return file
	}
	data, err := os.ReadFile("samples/french.json")
	require.NoError(t, err)
	month, err := os.ReadFile("samples/month.json")
	require.NoError(t, err)
	empty := write("empty.json", "{}")
	misspelt := write("mail.json", strings.Replace(string(data), `"electronic"`, `"mail"`, 1))
	chinese := write("chinese.json", strings.Replace(string(data), "Boutique des Halles", "北京", 1))
	zero := write("zero.json", strings.Replace(string(month), `"rent"`, `"vat": {"rate": "0"}, "rent"`, 1))
	exempt := write("exempt.json", strings.Replace(string(month), `"rent"`, `"vat": {"category": "E"}, "rent"`, 1))
	other := write("other.json", strings.Replace(string(month), `"nuxit"`, `"other"`, 1))
	nothing := write("nothing.json", `{"month": "2026-05", "contract": {"schema": "palier/1", "id": "NX", "customer": "B", "edition": "nuxit", "level": "standard", "start": "2026-05-01"}, "activity": {"schema": "palier/1"}}`)
	for args, want := range map[string]string{
		"-in " + nothing:                                 "must have something to bill",
		"-in " + exempt:                                  "BR-E-10",
		"-in " + zero:                                    "zero.json: contract.vat.rate: must be above 0 in category S",
		"-in " + other:                                   `other.json: contract.edition: must be one of nuxit, magic (got "other")`,
		"-in " + empty:                                   "empty.json: ",
		"-in samples/rates.json":                         "BR-FR-16",
		"-in " + filepath.Join(dir, "none"):              "no such file",
		"-data " + filepath.Join(dir, "none"):            "no such file",
		"-data " + empty:                                 "empty.json: seller: is missing",
		"-data " + misspelt:                              "mail.json: seller.mail: is not a known field",
		"-month 2026-05":                                 "-month: must not be given without -host",
		"-host x -in y":                                  "-host: has its edition and its months",
		"-host ../otherhost/host.json":                   "must be euros, or the currency of the seller's VAT, EUR",
		"-document receipt":                              `-document: must be invoice, credit or compensation (got "receipt")`,
		"-document compensation":                         "must not be an electronic invoice",
		"-document compensation -format ubl":             "must not be an electronic invoice",
		"-document compensation -format facturx":         "must not be an electronic invoice",
		"-document compensation -format pdf -reduction":  "nothing is owed",
		"-document credit":                               "credit_notes: must be one of those of the statement",
		"-format xml":                                    "-format: must be one of cii",
		"-format facturx -data " + chinese:               "must have only characters that the fonts of the page can show",
		"-format journal -accounts " + empty:             "customer: is missing",
		"-in samples/month.json -in samples/refund.json": "contract",
		"-note 2":                         "-note: must not be given without -document credit (got 2)",
		"-accounts samples/accounts.json": "-accounts: must not be given without -format journal or fec",
		"-unknown":                        "flag provided but not defined",
		"invoice":                         "must have flags alone",
	} {
		var out bytes.Buffer
		assert.ErrorContains(t, run(strings.Fields(args), nil, &out), want, args)
		assert.Empty(t, out.String(), args)
	}
}
