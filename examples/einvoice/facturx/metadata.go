package facturx

import "strings"

// metadata says in XMP what the file is: PDF/A-3b, and of a Factur-X file also which XML it
// carries, with the description of that schema that PDF/A asks for.
func metadata(title, author, stamp string, electronic bool) []byte {
	out := `<?xpacket begin="` + "\ufeff" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + escaped(title) + `</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>` + escaped(author) + `</rdf:li></rdf:Seq></dc:creator>
<pdf:Producer>palier</pdf:Producer>
<xmp:CreateDate>` + stamp + `</xmp:CreateDate>
<xmp:ModifyDate>` + stamp + `</xmp:ModifyDate>
</rdf:Description>
`
	if electronic {
		out += facturxSchema()
	}
	return []byte(out + "</rdf:RDF>\n</x:xmpmeta>\n" + `<?xpacket end="w"?>`)
}

func facturxSchema() string {
	const namespace = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
	var properties strings.Builder
	for _, p := range [...]string{"DocumentFileName", "DocumentType", "Version", "ConformanceLevel"} {
		properties.WriteString(`<rdf:li rdf:parseType="Resource"><pdfaProperty:name>` + p +
			`</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>` +
			p + ` of the attached XML</pdfaProperty:description></rdf:li>
`)
	}
	return `<rdf:Description rdf:about="" xmlns:fx="` + namespace + `">
<fx:DocumentType>INVOICE</fx:DocumentType>
<fx:DocumentFileName>` + attachment + `</fx:DocumentFileName>
<fx:Version>1.0</fx:Version>
<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Factur-X</pdfaSchema:schema>
<pdfaSchema:namespaceURI>` + namespace + `</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>fx</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>
` + properties.String() + `</rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
`
}
