package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
)

// TestOutput compares what the commands print; `.ci/examples -update` writes the files.
func TestOutput(t *testing.T) {
	f, err := os.Open("testdata/commands")
	require.NoError(t, err)
	defer f.Close()
	n := 0
	for lines := bufio.NewScanner(f); lines.Scan(); n++ {
		args, file, ok := strings.Cut(lines.Text(), "> ")
		require.True(t, ok)
		want, err := os.ReadFile(filepath.Join("testdata", file))
		require.NoError(t, err)
		var got bytes.Buffer
		require.NoError(t, run(strings.Fields(args), nil, &got))
		assert.Equal(t, string(want), got.String(), args)
	}
	assert.Equal(t, 5, n)
}

// TestSamples checks the figures that the three months must show.
func TestSamples(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run([]string{"-format", "json"}, nil, &out))
	var statements []servicelevel.Statement
	for dec := json.NewDecoder(&out); dec.More(); {
		var s servicelevel.Statement
		require.NoError(t, dec.Decode(&s))
		statements = append(statements, s)
	}
	require.Len(t, statements, 3)

	a := statements[0]
	assert.Equal(t, "214.00 42.80 256.80", a.Invoice.Net.StringFixed(2)+" "+a.Invoice.Tax.StringFixed(2)+" "+a.Invoice.Gross.StringFixed(2))
	assert.Equal(t, []string{"1h0m0s", "1h30m0s", "30m0s"}, charged(a))
	assert.Equal(t, "1h0m0s 30m0s 0s", a.Tickets[0].FromAllowance.String()+" "+a.Tickets[1].FromAllowance.String()+" "+a.Tickets[2].FromAllowance.String())
	assert.Equal(t, "1h30m0s of 1h30m0s", a.Allowance.Used.String()+" of "+a.Allowance.Granted.String())
	assert.Equal(t, "5h0m0s 6h30m0s", a.Credit.Opening.String()+" "+a.Credit.Closing.String())
	assert.Equal(t, "71.70", a.Credit.Lots[0].Earned.StringFixed(2))
	assert.Equal(t, "2026-05-15T09:00:00+02:00", a.Tickets[2].Earliest.Format("2006-01-02T15:04:05Z07:00"))
	assert.Equal(t, "2026-05-04T02:10:00+02:00", a.Guarantees[0].Response.Due.Format("2006-01-02T15:04:05Z07:00"))

	b := statements[1]
	assert.Equal(t, "108.00", b.Invoice.Gross.StringFixed(2))
	assert.Equal(t, "2h30m0s", b.Availability[0].Assessment.Availability.Down.String())
	assert.Equal(t, "1483/1488 99.6639 %", b.Availability[0].Assessment.Availability.Ratio().String()+" "+b.Availability[0].Assessment.Availability.Percent(4))
	assert.True(t, b.Availability[0].Assessment.Missed)
	assert.Equal(t, "18.63 0.00 18.63", b.Compensation.Net.StringFixed(2)+" "+b.Compensation.Tax.StringFixed(2)+" "+b.Compensation.Gross.StringFixed(2))
	assert.Equal(t, "O", b.Compensation.Lines[0].Category)

	c := statements[2]
	assert.Equal(t, []string{"1h0m0s", "2h0m0s", "1h0m0s"}, charged(c))
	assert.Equal(t, "1h30m0s 2h30m0s", c.Allowance.Used.String()+" "+c.Credit.Used.String())
}

func charged(s servicelevel.Statement) []string {
	var all []string
	for _, t := range s.Tickets {
		all = append(all, t.Charged.String())
	}
	return all
}

func TestBadInput(t *testing.T) {
	pro, err := samples.ReadFile("samples/a-nuxit-pro.json")
	require.NoError(t, err)
	business, err := samples.ReadFile("samples/b-nuxit-business.json")
	require.NoError(t, err)
	for _, c := range []struct {
		name     string
		sample   []byte
		old, new []string
		want     []string
	}{
		{"not JSON", []byte("month: 2026-05"), nil, nil, []string{`is not JSON: `}},
		{"empty", nil, nil, nil, []string{`is not JSON: unexpected end of JSON input`}},
		{"unknown field", pro, []string{`"month"`}, []string{`"mnth"`}, []string{
			`mnth: is not a known field (got "mnth")`, `month: is missing`,
		}},
		{"unknown level", pro, []string{`"level": "pro"`}, []string{`"level": "gold"`}, []string{
			`contract.level: is not a level of the edition nuxit, which has standard, serenity, pro, business, critical_business (got "gold")`,
		}},
		{"unknown edition", pro, []string{`"edition": "nuxit"`}, []string{`"edition": "other"`}, []string{
			`contract.edition: must be one of nuxit, magic (got "other")`,
		}},
		{"end before start", pro, []string{"23:15:00"}, []string{"21:15:00"}, []string{
			`activity.interventions[0].end: must not be before the start, 2026-05-03T22:25:00+02:00 (got "2026-05-03T21:15:00+02:00")`,
		}},
		{"negative time", pro, []string{`"PT5H"`}, []string{`"-PT5H"`}, []string{
			`activity.purchases[0].time: must lie from PT1M to PT10000H (got "-PT5H")`,
		}},
		{"three decimals", pro, []string{`"PT5H"`}, []string{`"PT5H", "price": "239.0005"`}, []string{
			`activity.purchases[0].price: must have at most three decimals (got "239.0005")`,
		}},
		{"not enough credit", pro, []string{"2026-05-13T11:05"}, []string{"2026-05-13T18:05"}, []string{
			`activity.interventions[1]: credit: "T2" needs 8h30m0s, 5h30m0s is available, 3h0m0s is missing; ` +
				`the cheapest packs for it are 1 of 3h0m0s at 169.00 (got "T2")`,
		}},
		{"another outage of the month", business, []string{"12T10:00:00", "12T11:00:00"}, []string{"12T09:00:00", "12T11:00:00"}, nil},
		{"outage of an earlier month", business, []string{"2026-05-12T10:00:00", "2026-05-12T11:00:00"}, []string{"2026-04-30T23:00:00", "2026-04-30T23:59:59"}, nil},
		{
			"several", pro,
			[]string{`"level": "pro"`, "23:15:00", `"PT5H"`, `"PT3H"`},
			[]string{`"level": "Gold"`, "21:15:00", `"-PT5H"`, `"PT3H", "price": "1.0005"`},
			[]string{"contract.level: ", "activity.interventions[0].end: ", "activity.purchases[0].time: ", "activity.purchases[1].price: "},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := string(c.sample)
			for i, old := range c.old {
				require.Contains(t, doc, old)
				doc = strings.Replace(doc, old, c.new[i], 1)
			}
			file := filepath.Join(t.TempDir(), "month.json")
			require.NoError(t, os.WriteFile(file, []byte(doc), 0o600))
			var out bytes.Buffer
			err := run([]string{"-in", file}, nil, &out)
			if c.want == nil {
				require.NoError(t, err)
				return
			}
			require.Error(t, err)
			assert.Empty(t, out.String(), "half a statement was printed")
			lines := strings.Split(err.Error(), "\n")
			for _, want := range c.want {
				assert.Contains(t, err.Error(), file+": "+want)
			}
			assert.Len(t, lines, len(c.want), err.Error())
		})
	}
}

func TestStandardInput(t *testing.T) {
	pro, err := samples.ReadFile("samples/a-nuxit-pro.json")
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, run([]string{"-in", "-"}, bytes.NewReader(pro), &out))
	assert.Contains(t, out.String(), "256,80 €")
	err = run([]string{"-in", "-"}, strings.NewReader("{}"), &out)
	assert.ErrorContains(t, err, "standard input: contract: is missing")
	err = run([]string{"-in", "-"}, strings.NewReader(strings.Repeat(" ", 16<<20+1)), &out)
	assert.ErrorContains(t, err, "larger than 16 MiB")
}

func TestArguments(t *testing.T) {
	for args, want := range map[string]string{
		"-format xml":  `-format: must be text or json (got "xml")`,
		"-lang de":     `must be one of fr, en (got "de")`,
		"month.json":   `must have flags alone (got "month.json")`,
		"-in missing":  "missing: no such file",
		"-unknown yes": "flag provided but not defined",

		"-month 2026-05": "-month: must not be given without -host",
		"-host x -in y":  "-host: has its edition and its months",
		"-host missing":  "missing: no such file",
		"-host ../otherhost/host.json -month 2026-09": "months: must have the month that is asked for",
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
