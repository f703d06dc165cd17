package einvoice_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/examples/einvoice/einvoice"
)

// numbered is valid data of a buyer with these numbers.
func numbered(t require.TestingT, change func(p *einvoice.Party)) error {
	_, d := sample(t, "month.json", "plain.json")
	change(&d.Buyer)
	return d.Validate()
}

// TestVATNumbers: each country has its form.
func TestVATNumbers(t *testing.T) {
	for number, ok := range map[string]bool{
		"ATU12345678": true, "AT12345678": false, "BE0123456789": true, "BE123456789": false, "DE123456789": true, "DE1": false, "DE12345678A": false,
		"EL123456789": true, "ESX1234567X": true, "IE1234567WA": true, "IE1+23456X": true, "IE1*23456X": true, "IE1+23456WX": false,
		"IE1+2345X": false, "NL123456789B01": true, "NL123456789": false, "RO12": true, "RO1": false, "XIGD123": true,
		"CHE123456789": true, "1A1": true, "XX123456789": false, "FR": false, "fr14987654324": false, "FR14 987654324": false,
		// The key and the SIREN in it; keys of letters, and Monaco, which has no SIREN.
		"FR14987654324": true, "FR15987654324": false, "FRAB987654324": true, "FRIB987654324": false, "FR14987654323": false, "FR56000034567": false, "FRAB000034567": true,
	} {
		err := numbered(t, func(p *einvoice.Party) { p.VAT = number })
		assert.Equal(t, ok, err == nil, "%s: %v", number, err)
	}
}

// TestCheckDigits: of numbers that differ in one digit, or in the order of two, at most one is
// right.
func TestCheckDigits(t *testing.T) {
	right := func(siren, siret string) bool {
		return numbered(t, func(p *einvoice.Party) { p.Legal.ID, p.SIRET = siren, siret }) == nil
	}
	require.True(t, right("987654324", ""))
	require.True(t, right("987654324", "98765432400019"))
	require.True(t, right("356000000", "35600000049837"), "La Poste")
	require.False(t, right("356000000", "35600000000018"), "La Poste")
	for i := range 9 {
		for c := '0'; c <= '9'; c++ {
			other := "987654324"[:i] + string(c) + "987654324"[i+1:]
			assert.Equal(t, other == "987654324", right(other, ""), other)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.StringMatching(`[0-9]{14}`).Draw(t, "number")
		valid := 0
		for c := '0'; c <= '9'; c++ {
			siret := n[:13] + string(c)
			if numbered(t, func(p *einvoice.Party) { p.Legal, p.SIRET = nil, siret }) == nil {
				valid++
			}
		}
		if !strings.HasPrefix(n, "356000000") {
			require.Equal(t, 1, valid)
		}
	})
}

// TestNotesOfUBL: whoever reads the notes of a French document in UBL as its rules do, all as one
// text with the subjects between #, finds what was given.
func TestNotesOfUBL(t *testing.T) {
	s, d := sample(t, "month.json", "french.json")
	texts := rapid.SampledFrom([]string{"x", "n° 12", "#", "n° #12", "x #AAB", "a #AAB# b", "#PMD#", "B2C", "x#"})
	made := 0
	rapid.Check(t, func(t *rapid.T) {
		notes := append([]einvoice.Note{}, d.Notes...)
		for range rapid.IntRange(0, 2).Draw(t, "more") {
			notes = append(notes, einvoice.Note{Text: texts.Draw(t, "text")})
		}
		for i := range notes {
			if notes[i].Subject != "BAR" && rapid.Bool().Draw(t, "other") {
				notes[i].Text = texts.Draw(t, "text")
			}
		}
		given := d
		given.Notes = rapid.Permutation(notes).Draw(t, "order")
		doc, err := einvoice.Invoice(&s, given)
		if err != nil {
			require.ErrorContains(t, err, "#")
			return
		}
		made++
		ubl, err := doc.UBL()
		require.NoError(t, err)
		all := ""
		for _, n := range parse(t, ubl).all("Note") {
			all += n.text
		}
		_, circuit, _ := strings.Cut(all, "#BAR#")
		circuit, _, _ = strings.Cut(circuit, "#")
		require.Equal(t, "B2B", circuit)
		for _, subject := range []string{"PMD", "PMT", "AAB", "BAR"} {
			require.Equal(t, 1, strings.Count(all, "#"+subject+"#"))
		}
	})
	assert.Positive(t, made)
}
