package facturx

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"github.com/palier-go/palier/servicelevel"
)

// face is one font with the glyphs of it that a document uses.
type face struct {
	name   string
	data   []byte
	font   *sfnt.Font
	buffer sfnt.Buffer
	used   map[sfnt.GlyphIndex]rune
	widths map[sfnt.GlyphIndex]int // thousandths of the font's size
	lacks  map[rune]bool
}

// fonts are the two of a page.
type fonts struct{ regular, bold *face }

func load() (*fonts, error) {
	regular, err := parse("GoRegular", goregular.TTF)
	if err != nil {
		return nil, err
	}
	bold, err := parse("GoBold", gobold.TTF)
	if err != nil {
		return nil, err
	}
	return &fonts{regular, bold}, nil
}

func parse(name string, data []byte) (*face, error) {
	f, err := sfnt.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &face{name: name, data: data, font: f, used: map[sfnt.GlyphIndex]rune{}, widths: map[sfnt.GlyphIndex]int{}, lacks: map[rune]bool{}}, nil
}

// glyph returns the glyph of a character and its width. Spaces of any width are one space.
func (f *face) glyph(r rune) (sfnt.GlyphIndex, int) {
	switch r {
	case '\u00a0', '\u202f', '\u2009', '\n', '\t':
		r = ' '
	}
	g, err := f.font.GlyphIndex(&f.buffer, r)
	if err != nil || g == 0 {
		f.lacks[r] = true
		return 0, 0
	}
	if w, ok := f.widths[g]; ok {
		return g, w
	}
	units := f.font.UnitsPerEm()
	adv, err := f.font.GlyphAdvance(&f.buffer, g, fixed.I(int(units)), font.HintingNone)
	if err != nil {
		f.lacks[r] = true
		return 0, 0
	}
	w := (adv.Round()*1000 + int(units)/2) / int(units)
	f.used[g], f.widths[g] = r, w
	return g, w
}

// width is that of a text, in thousandths of the size.
func (f *face) width(s string) (sum int) {
	for _, r := range s {
		_, w := f.glyph(r)
		sum += w
	}
	return sum
}

// hex writes a text as the string of glyphs that PDF shows.
func (f *face) hex(s string) string {
	var b strings.Builder
	for _, r := range s {
		g, _ := f.glyph(r)
		fmt.Fprintf(&b, "%04X", g)
	}
	return b.String()
}

// wrap breaks a text into lines of at most limit thousandths of the size. A word that is longer
// is cut.
func (f *face) wrap(s string, limit int) (lines []string) {
	for part := range strings.SplitSeq(s, "\n") {
		line := ""
		for word := range strings.FieldsFuncSeq(part, func(r rune) bool { return r == ' ' }) {
			if line != "" && f.width(line+" "+word) <= limit {
				line += " " + word
				continue
			}
			if line != "" {
				lines = append(lines, line)
			}
			for f.width(word) > limit && utf8.RuneCountInString(word) > 1 {
				n := f.fitting(word, limit)
				lines, word = append(lines, word[:n]), word[n:]
			}
			line = word
		}
		lines = append(lines, line)
	}
	return lines
}

// fitting is how many bytes of a word fit, at least one character.
func (f *face) fitting(word string, limit int) int {
	sum, end := 0, 0
	for i, r := range word {
		_, w := f.glyph(r)
		if sum += w; sum > limit && i > 0 {
			return i
		}
		end = i + utf8.RuneLen(r)
	}
	return end
}

// missing refuses characters that a font does not have: PDF/A shows no empty boxes.
func (f *fonts) missing() error {
	var lacks []string
	for _, one := range []*face{f.regular, f.bold} {
		for r := range one.lacks {
			if s := strconv.QuoteRune(r); !slices.Contains(lacks, s) {
				lacks = append(lacks, s)
			}
		}
	}
	if lacks == nil {
		return nil
	}
	slices.Sort(lacks)
	return &servicelevel.FieldError{Field: "page", Value: strings.Join(lacks, " "), Reason: "must have only characters that the fonts of the page can show"}
}

// box is the box of the font's glyphs, in thousandths of the size: left, bottom, right, top.
func (f *face) box() [4]int {
	units := int(f.font.UnitsPerEm())
	b, err := f.font.Bounds(&f.buffer, fixed.I(units), font.HintingNone)
	if err != nil {
		return [4]int{0, -250, 1000, 1000}
	}
	scale := func(v fixed.Int26_6) int { return v.Round() * 1000 / units }
	return [4]int{scale(b.Min.X), -scale(b.Max.Y), scale(b.Max.X), -scale(b.Min.Y)}
}
