package leveltest_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/leveltest"
)

// files are the vectors of the package as a folder that a test may change.
func files(t *testing.T) fstest.MapFS {
	t.Helper()
	dir := fstest.MapFS{}
	for _, name := range []string{"calendar.json", "packs.json", "ledgers.json", "assessments.json", "statements.json"} {
		data, err := os.ReadFile("testdata/vectors/" + name)
		require.NoError(t, err)
		dir[name] = &fstest.MapFile{Data: data}
	}
	return dir
}

func TestReadVectors(t *testing.T) {
	s, err := leveltest.ReadVectors(files(t))
	require.NoError(t, err)
	assert.Equal(t, leveltest.Vectors(), s)
	s, err = leveltest.ReadVectors(fstest.MapFS{})
	require.NoError(t, err)
	assert.Equal(t, leveltest.Set{}, s)
}

func TestVectorsAreTheCallersOwn(t *testing.T) {
	s := leveltest.Vectors()
	s.Statements[0].Input.Contract.ID = "changed"
	s.Ledgers[0].Steps[0].Entry.ID = "changed"
	assert.NotEqual(t, s, leveltest.Vectors())
	assert.Equal(t, "C-1", leveltest.SampleA().Input.Contract.ID)
}

func TestReadVectorsIsStrict(t *testing.T) {
	for name, c := range map[string]struct{ file, old, new, want string }{
		"not JSON":            {"calendar.json", `{`, ``, "calendar.json"},
		"another schema":      {"packs.json", "palier-vectors/1", "palier-vectors/2", `packs.json.schema: must be "palier-vectors/1"`},
		"unknown field":       {"packs.json", `"needed"`, `"wanted"`, "packs.json.vectors[0].wanted"},
		"no name":             {"packs.json", `"name": "nothing"`, `"name": ""`, "packs.json.vectors[0].name: must be given"},
		"no source":           {"packs.json", `"by definition: nothing is needed"`, `""`, "packs.json.vectors[0].source"},
		"two of one name":     {"packs.json", `"a nanosecond"`, `"nothing"`, "packs.json.vectors[1].name: must not be that of another"},
		"bad tariff":          {"packs.json", `"PT5H", "price"`, `"-PT5H", "price"`, "packs.json.vectors[0].tariff.packs[1].time"},
		"unknown question":    {"calendar.json", `"is_open"`, `"IsOpen"`, "calendar.json.vectors[0].ask"},
		"bad schedule":        {"calendar.json", `Europe/Paris`, `Europe//Paris`, "calendar.json.vectors[0].schedule.zone"},
		"another answer":      {"calendar.json", `{"open": true}`, `{"time": "PT1H"}`, "calendar.json.vectors[0].want"},
		"two answers":         {"calendar.json", `{"open": true}`, `{"open": true, "refused": true}`, "calendar.json.vectors[0].want"},
		"no answer":           {"calendar.json", `{"open": true}`, `{}`, "calendar.json.vectors[0].want"},
		"an end too many":     {"calendar.json", `"at": "2026-05-12T09:00:00+02:00"`, `"at": "2026-05-12T09:00:00+02:00", "to": "2026-05-13T09:00:00+02:00"`, "calendar.json.vectors[0].to"},
		"a time too many":     {"calendar.json", `"at": "2026-05-12T09:00:00+02:00"`, `"at": "2026-05-12T09:00:00+02:00", "time": "PT1H"`, "calendar.json.vectors[0].time"},
		"a pause too many":    {"calendar.json", `"at": "2026-05-12T09:00:00+02:00"`, `"at": "2026-05-12T09:00:00+02:00", "pauses": [{"start": "2026-05-12T09:00:00+02:00", "end": "2026-05-11T09:00:00+02:00"}]`, "calendar.json.vectors[0].pauses"},
		"bad terms":           {"ledgers.json", `"size": "PT30M"`, `"size": "PT0S"`, "ledgers.json.vectors[0].terms.blocks.size"},
		"no steps":            {"ledgers.json", `"steps": [`, `"steps": [], "extra": [`, "ledgers.json.vectors[0].steps"},
		"bad entry":           {"ledgers.json", `"kind": "allowance"`, `"kind": "gift"`, "ledgers.json.vectors[0].steps[0].entry"},
		"unknown verdict":     {"ledgers.json", `"verdict": "short"`, `"verdict": "too short"`, "verdict"},
		"a figure of refusal": {"ledgers.json", `"verdict": "short"`, `"charged": "PT1H", "verdict": "short"`, "must have no figures where it is refused"},
		"bad clause":          {"assessments.json", `"target": "0.999"`, `"target": "1.999"`, "assessments.json.vectors[0].terms.target"},
		"bad case":            {"assessments.json", `"rent": "149.00"`, `"rent": "-149.00"`, "assessments.json.vectors[0].case.rent"},
		"four decimals":       {"assessments.json", `"amount": "18.63"`, `"amount": "18.6250"`, "assessments.json.vectors[0].want.amount"},
		"bad contract":        {"statements.json", `"level": "pro"`, `"level": "semi pro"`, "statements.json.vectors[0].input.contract.level"},
		"bad activity":        {"statements.json", `"id": "pack-3h"`, `"id": "pack-5h"`, "statements.json.vectors[0].input.activity.purchases[1].id"},
		"unknown figure":      {"statements.json", `"gross": "256.80"`, `"gross": "256.80", "sum": "1.00"`, "statements.json.vectors[0].want.sum"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := files(t)
			changed := strings.Replace(string(dir[c.file].Data), c.old, c.new, 1)
			require.NotEqual(t, string(dir[c.file].Data), changed)
			dir[c.file].Data = []byte(changed)
			s, err := leveltest.ReadVectors(dir)
			require.ErrorContains(t, err, c.want)
			assert.Equal(t, leveltest.Set{}, s)
		})
	}
}

func TestReadVectorsReportsAllFiles(t *testing.T) {
	dir := files(t)
	for _, f := range dir {
		f.Data = []byte(`{"schema": "palier-vectors/1"}`)
	}
	_, err := leveltest.ReadVectors(dir)
	for name := range dir {
		assert.ErrorContains(t, err, name+".vectors")
	}
	dir = files(t)
	dir["packs.json"].Mode = fs.ModeDir
	_, err = leveltest.ReadVectors(dir)
	assert.Error(t, err)
	one := `{"name": "a", "source": "b", "tariff": {}, "needed": "PT0S"}`
	for i, want := range []string{"packs.json.vectors[1].name: must not be that of another", "packs.json.vectors: must be at most 10000"} {
		dir["packs.json"] = &fstest.MapFile{
			Data: []byte(`{"schema": "palier-vectors/1", "vectors": [` + strings.Repeat(one+",", leveltest.MaxVectors-1+i) + one + `]}`),
		}
		_, err = leveltest.ReadVectors(dir)
		require.Error(t, err)
		assert.True(t, strings.HasPrefix(err.Error(), want), "%.200s", err)
	}
}

func TestCheckNamesEveryFigureThatDiffers(t *testing.T) {
	c := leveltest.SampleA()
	s := statementOf(t, c.Input)
	require.NoError(t, c.Want.Check(s))
	s.Period.Start = time.Time{} // no figure
	s.Invoice.Gross = decimal.New(25681, -2)
	s.Tickets[0].Earliest = s.Tickets[0].Earliest.Add(1)
	s.Tickets[1].FromAllowance = 0
	s.Guarantees = nil
	err := c.Want.Check(s)
	require.Error(t, err)
	assert.Equal(t, "leveltest: C-1: gross is 256.81, not 256.80; "+
		"guarantees[0].due is absent, not 2026-05-04T00:10:00Z; guarantees[0].outcome is absent, not in_time; guarantees[0].ticket is absent, not T1; "+
		"tickets[0].earliest is 2026-05-03T20:10:00.000000001Z, not 2026-05-03T20:10:00Z; tickets[1].from_allowance is absent, not PT30M", err.Error())
}

func TestCheckNamesFiguresThatAreTooMany(t *testing.T) {
	c := leveltest.SampleA()
	s := statementOf(t, c.Input)
	c.Want.Guarantees = nil
	assert.ErrorContains(t, c.Want.Check(s), "guarantees[0].outcome is in_time, not absent")
}

func TestCheckRefusesWhatIsNoFigure(t *testing.T) {
	c := leveltest.SampleA()
	s := statementOf(t, c.Input)
	s.Invoice.Net = decimal.New(1, -3)
	assert.Error(t, c.Want.Check(s))
	assert.Error(t, leveltest.Figures{Net: decimal.New(1, -3)}.Check(servicelevel.Statement{}))
}

func TestQuestionText(t *testing.T) {
	for q := leveltest.IsOpen; q <= leveltest.Due; q++ {
		b, err := json.Marshal(q)
		require.NoError(t, err)
		assert.Equal(t, `"`+q.String()+`"`, string(b))
		var back leveltest.Question
		require.NoError(t, json.Unmarshal(b, &back))
		assert.Equal(t, q, back)
	}
	_, err := (leveltest.Due + 1).MarshalText()
	assert.Error(t, err)
	assert.Equal(t, "question(7)", (leveltest.Due + 1).String())
	q := leveltest.Add
	assert.Error(t, q.UnmarshalText([]byte("")))
	assert.Equal(t, leveltest.Add, q)
}
