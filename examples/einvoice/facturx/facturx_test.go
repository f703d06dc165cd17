package facturx_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/examples/einvoice/einvoice"
	"github.com/palier-go/palier/examples/einvoice/facturx"
	"github.com/palier-go/palier/servicelevel"
)

func document(t *testing.T, change func(*servicelevel.Statement, *einvoice.Data)) *einvoice.Document {
	var in servicelevel.Input
	var d einvoice.Data
	month, err := os.ReadFile("../samples/month.json")
	require.NoError(t, err)
	data, err := os.ReadFile("../samples/french.json")
	require.NoError(t, err)
	require.NoError(t, in.UnmarshalJSON(month))
	require.NoError(t, d.UnmarshalJSON(data))
	s, err := servicelevel.NUXIT().StatementOf(in)
	require.NoError(t, err)
	s.Explain()
	change(&s, &d)
	doc, err := einvoice.Invoice(&s, d)
	require.NoError(t, err)
	return doc
}

func unchanged(*servicelevel.Statement, *einvoice.Data) {}

var (
	reference = regexp.MustCompile(`(\d+) 0 R`)
	noGlyph   = regexp.MustCompile(`<(?:[0-9A-F]{4})*?0000(?:[0-9A-F]{4})*> Tj`)
	length    = regexp.MustCompile(`/Length (\d+) >>\nstream\n`)
)

// objects reads a PDF by its table of objects, each of which must be where the table says.
func objects(t require.TestingT, pdf []byte) (all map[int][]byte, trailer string) {
	tail := string(pdf[bytes.LastIndex(pdf, []byte("xref\n0 ")):])
	start, err := strconv.Atoi(strings.Fields(tail[strings.Index(tail, "startxref"):])[1])
	require.NoError(t, err)
	require.True(t, bytes.HasPrefix(pdf[start:], []byte("xref\n")))
	all = map[int][]byte{}
	for i, row := range strings.Split(tail, "\n")[3:] {
		if !strings.HasSuffix(row, " n ") {
			break
		}
		at, err := strconv.Atoi(row[:10])
		require.NoError(t, err)
		head := fmt.Sprintf("%d 0 obj\n", i+1)
		require.True(t, bytes.HasPrefix(pdf[at:], []byte(head)), "object %d", i+1)
		body := pdf[at+len(head):]
		if m := length.FindSubmatchIndex(body); m != nil && m[0] < bytes.Index(body, []byte("endobj")) {
			n, err := strconv.Atoi(string(body[m[2]:m[3]]))
			require.NoError(t, err)
			require.True(t, bytes.HasPrefix(body[m[1]+n:], []byte("\nendstream\nendobj\n")))
			all[i+1] = body[:m[1]+n]
			continue
		}
		all[i+1] = body[:bytes.Index(body, []byte("\nendobj"))]
	}
	return all, tail
}

// content is a stream as it was before it was packed.
func content(t require.TestingT, object []byte) []byte {
	_, data, ok := bytes.Cut(object, []byte("stream\n"))
	require.True(t, ok)
	if !bytes.Contains(object[:len(object)-len(data)], []byte("/FlateDecode")) {
		return data
	}
	r, err := zlib.NewReader(bytes.NewReader(data))
	require.NoError(t, err)
	out, err := io.ReadAll(r)
	require.NoError(t, err)
	return out
}

// faults lists what PDF/A-3b and Factur-X ask for that a file does not have.
func faults(t *testing.T, pdf []byte, electronic bool) (out []string) {
	all, trailer := objects(t, pdf)
	want := func(ok bool, what string) {
		if !ok {
			out = append(out, what)
		}
	}
	find := func(part string) (found []byte) {
		for _, o := range all {
			if bytes.Contains(o, []byte(part)) {
				found = o
			}
		}
		return found
	}
	for n, o := range all {
		head, _, _ := bytes.Cut(o, []byte("stream\n"))
		for _, m := range reference.FindAllStringSubmatch(string(head), -1) {
			to, err := strconv.Atoi(m[1])
			require.NoError(t, err)
			want(all[to] != nil, fmt.Sprintf("object %d refers to none", n))
		}
	}
	catalog, meta := find("/Type /Catalog"), find("/Type /Metadata")
	want(strings.Contains(trailer, "/ID [<"), "an id of the file")
	want(!strings.Contains(trailer, "/Encrypt"), "no encryption")
	want(bytes.Contains(pdf[:20], []byte("\n%\xe2\xe3\xcf\xd3\n")), "a binary comment after the header")
	want(bytes.Contains(catalog, []byte("/Metadata ")), "metadata")
	want(meta != nil && !bytes.Contains(meta, []byte("/Filter")), "metadata that are not packed")
	want(bytes.Contains(meta, []byte("<pdfaid:part>3<")) && bytes.Contains(meta, []byte("<pdfaid:conformance>B<")), "the name PDF/A-3b")
	want(bytes.Contains(meta, []byte("<xmp:CreateDate>2026-06-01T00:00:00+00:00<")) && bytes.Contains(find("/Producer"), []byte("/CreationDate (D:20260601000000+00'00')")), "one date in metadata and information")
	want(bytes.Contains(find("/S /GTS_PDFA1"), []byte("/DestOutputProfile")), "an output intent")
	for _, o := range all {
		if bytes.Contains(o, []byte("/Type /FontDescriptor")) {
			want(bytes.Contains(o, []byte("/FontFile2 ")), "fonts within")
		}
		if bytes.Contains(o, []byte("/Subtype /Type0")) {
			want(bytes.Contains(o, []byte("/ToUnicode ")), "characters of glyphs")
		}
		if head, _, ok := bytes.Cut(o, []byte("stream\n")); ok && bytes.HasPrefix(head, []byte("<<  /Filter")) {
			want(!noGlyph.Match(content(t, o)), "no glyph that is none")
		}
	}
	want(!bytes.Contains(pdf, []byte("/JavaScript")) && !bytes.Contains(pdf, []byte("/Launch")), "no action")
	if electronic {
		want(bytes.Contains(catalog, []byte("/AF [")) && bytes.Contains(catalog, []byte("/EmbeddedFiles")), "an attachment of the document")
		spec := find("/Type /Filespec")
		want(bytes.Contains(spec, []byte("/AFRelationship /Alternative")) && bytes.Contains(spec, []byte("(factur-x.xml)")), "what the attachment is")
		want(bytes.Contains(find("/Type /EmbeddedFile"), []byte("/Subtype /text#2Fxml")), "its type")
		for _, part := range []string{"<fx:DocumentType>INVOICE<", "<fx:DocumentFileName>factur-x.xml<", "<fx:ConformanceLevel>EN 16931<", "<fx:Version>1.0<", "<pdfaSchema:prefix>fx<"} {
			want(bytes.Contains(meta, []byte(part)), part)
		}
	}
	return out
}

func TestElectronic(t *testing.T) {
	doc := document(t, unchanged)
	pdf, err := facturx.Electronic(doc)
	require.NoError(t, err)
	require.Empty(t, faults(t, pdf, true))
	again, err := facturx.Electronic(document(t, unchanged))
	require.NoError(t, err)
	assert.Equal(t, pdf, again, "the same document gives the same bytes")
	xml, err := doc.CII()
	require.NoError(t, err)
	all, _ := objects(t, pdf)
	for _, o := range all {
		if bytes.Contains(o, []byte("/Type /EmbeddedFile")) {
			assert.Equal(t, string(xml), string(content(t, o)))
		}
	}
}

// TestFaultsCanBeFound breaks what is looked for.
func TestFaultsCanBeFound(t *testing.T) {
	pdf, err := facturx.Electronic(document(t, unchanged))
	require.NoError(t, err)
	for _, part := range []string{
		"/ID [<", "/Metadata ", "<pdfaid:part>3<", "<xmp:CreateDate>2026", "/S /GTS_PDFA1", "/FontFile2 ", "/ToUnicode ", "/AF [", "/AFRelationship /Alternative",
		"/Subtype /text#2Fxml", "<fx:DocumentType>INVOICE<", "<fx:ConformanceLevel>EN 16931<", "<pdfaSchema:prefix>fx<",
	} {
		bad := bytes.Replace(pdf, []byte(part), []byte(strings.Repeat("~", len(part))), 1)
		require.NotEqual(t, pdf, bad, part)
		assert.NotEmpty(t, faults(t, bad, true), part)
	}
}

// TestPages: a long invoice goes on over pages, each of which says whose it is, in both
// languages; no line is lost.
func TestPages(t *testing.T) {
	for _, language := range []servicelevel.Language{servicelevel.French, servicelevel.English} {
		doc := document(t, func(_ *servicelevel.Statement, d *einvoice.Data) { d.Language = language })
		for len(doc.Lines) < 60 {
			doc.Lines = append(doc.Lines, doc.Lines[0])
		}
		pdf, err := facturx.Plain(doc)
		require.NoError(t, err)
		require.Empty(t, faults(t, pdf, false))
		all, _ := objects(t, pdf)
		pages, shown := 0, 0
		for _, o := range all {
			if bytes.Contains(o, []byte("/Type /Page ")) {
				pages++
			}
			if bytes.HasPrefix(o, []byte("<<  /Filter")) {
				shown += strings.Count(string(content(t, o)), " Tj ET")
			}
		}
		assert.Greater(t, pages, 2)
		assert.Greater(t, shown, 60*6)
	}
}

func TestUnknownCharacters(t *testing.T) {
	doc := document(t, func(_ *servicelevel.Statement, d *einvoice.Data) { d.Buyer.Name = "東京 商店" })
	_, err := facturx.Electronic(doc)
	assert.EqualError(t, err, `page: must have only characters that the fonts of the page can show (got "'京' '商' '店' '東'")`)
}
