package facturx

import (
	"bytes"
	"compress/zlib"
	"crypto/md5" // the check sum of an attachment in PDF, and the file's name
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"
)

// file is a PDF as it is written: objects by number, from 1.
type file struct {
	objects [][]byte
}

// reserve takes a number whose object comes later.
func (f *file) reserve() int {
	f.objects = append(f.objects, nil)
	return len(f.objects)
}

func (f *file) add(format string, args ...any) int {
	n := f.reserve()
	f.set(n, format, args...)
	return n
}

func (f *file) set(n int, format string, args ...any) {
	f.objects[n-1] = fmt.Appendf(nil, format, args...)
}

// stream adds a stream; dict are the entries beside its length. Packed ones are compressed.
func (f *file) stream(dict string, data []byte, packed bool) int {
	if packed {
		var b bytes.Buffer
		w := zlib.NewWriter(&b)
		_, _ = w.Write(data) // a bytes.Buffer does not fail
		_ = w.Close()
		data, dict = b.Bytes(), dict+" /Filter /FlateDecode"
	}
	n := f.reserve()
	var b bytes.Buffer
	fmt.Fprintf(&b, "<< %s /Length %d >>\nstream\n", dict, len(data))
	b.Write(data)
	b.WriteString("\nendstream")
	f.objects[n-1] = b.Bytes()
	return n
}

// bytes writes the file: header, objects, table of them, trailer.
func (f *file) bytes(root, info int) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	offsets := make([]int, len(f.objects))
	for i, o := range f.objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	sum := md5.Sum(b.Bytes())
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(f.objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%X> <%X>] >>\nstartxref\n%d\n%%%%EOF\n", len(f.objects)+1, root, info, sum, sum, start)
	return b.Bytes()
}

// assemble puts pages, fonts, metadata and the attachment into one file.
func assemble(p *page, xml []byte) ([]byte, error) {
	f := &file{}
	d := &p.doc.Data
	title := p.words.title + " " + d.Number + " – " + d.Seller.Name
	stamp := d.Issued.String() + "T00:00:00+00:00"
	date := "D:" + strings.ReplaceAll(d.Issued.String(), "-", "") + "000000+00'00'"
	pages := f.reserve()
	resources := f.add("<< /Font << /R %d 0 R /B %d 0 R >> >>", f.font(p.fonts.regular), f.font(p.fonts.bold))
	var kids []string
	for _, content := range p.pages {
		stream := f.stream("", content.Bytes(), true)
		n := f.add("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Resources %d 0 R /Contents %d 0 R >>", pages, resources, stream)
		kids = append(kids, fmt.Sprintf("%d 0 R", n))
	}
	f.set(pages, "<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(kids))
	profile := f.stream("/N 3", sRGB(), true)
	intent := f.add("<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB) /DestOutputProfile %d 0 R >>", profile)
	meta := f.stream("/Type /Metadata /Subtype /XML", metadata(title, d.Seller.Name, stamp, xml != nil), false)
	more := ""
	if xml != nil {
		sum := md5.Sum(xml)
		stream := f.stream(fmt.Sprintf("/Type /EmbeddedFile /Subtype /text#2Fxml /Params << /ModDate (%s) /Size %d /CheckSum <%X> >>", date, len(xml), sum), xml, true)
		spec := f.add("<< /Type /Filespec /F (%s) /UF %s /Desc %s /AFRelationship /Alternative /EF << /F %d 0 R /UF %d 0 R >> >>",
			attachment, text(attachment), text("Factur-X"), stream, stream)
		more = fmt.Sprintf(" /AF [%d 0 R] /Names << /EmbeddedFiles << /Names [(%s) %d 0 R] >> >> /PageMode /UseAttachments", spec, attachment, spec)
	}
	info := f.add("<< /Title %s /Author %s /Producer (palier) /CreationDate (%s) /ModDate (%s) >>", text(title), text(d.Seller.Name), date, date)
	root := f.add("<< /Type /Catalog /Pages %d 0 R /Metadata %d 0 R /OutputIntents [%d 0 R] /Lang (%s) /ViewerPreferences << /DisplayDocTitle true >>%s >>",
		pages, meta, intent, d.Language, more)
	return f.bytes(root, info), nil
}

// font adds a font whole, with the widths and the characters of the glyphs that are used.
func (f *file) font(face *face) int {
	program := f.stream(fmt.Sprintf("/Length1 %d", len(face.data)), face.data, true)
	box := face.box()
	descriptor := f.add("<< /Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [%d %d %d %d] /ItalicAngle 0 /Ascent %d /Descent %d /CapHeight 700 /StemV 80 /FontFile2 %d 0 R >>",
		face.name, box[0], box[1], box[2], box[3], box[3], box[1], program)
	glyphs := slices.Sorted(maps.Keys(face.used))
	var widths, chars strings.Builder
	for i, g := range glyphs {
		fmt.Fprintf(&widths, "%d [%d] ", g, face.widths[g])
		if i%100 == 0 { // a block has at most 100
			fmt.Fprintf(&chars, "%d beginbfchar\n", min(100, len(glyphs)-i))
		}
		fmt.Fprintf(&chars, "<%04X> <%s>\n", g, utf16Hex(string(face.used[g])))
		if i%100 == 99 || i == len(glyphs)-1 {
			chars.WriteString("endbfchar\n")
		}
	}
	descendant := f.add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %d 0 R /DW 1000 /W [%s] /CIDToGIDMap /Identity >>",
		face.name, descriptor, widths.String())
	unicode := f.stream("", []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"+
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"+
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"+chars.String()+"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"), true)
	return f.add("<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>", face.name, descendant, unicode)
}

func utf16Hex(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

// text is a string of PDF in any script.
func text(s string) string { return "<FEFF" + utf16Hex(s) + ">" }

func escaped(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a bytes.Buffer does not fail
	return b.String()
}
