// Package schema has the JSON Schema of every type of palier that has a form in a
// document.
//
// palier reads and writes its types by rules of its own: a duration is text such as
// "PT1H30M", an amount text with up to three decimals, a level "pro"; whatever has no omitzero in
// its tag must be there, and nothing else may be. What a tool makes of the Go type by
// reflection says otherwise, and refuses documents that are right. [For] has the schema that
// says the same as the codec:
//
//	text, err := schema.For[servicelevel.Input]()
//
// It is a document of JSON Schema, draft 2020-12, that stands by itself: the definitions that
// it refers to are under its $defs, and its $id lets it stand inside another schema. There is
// one for each document (an Input, a Contract, a Statement, a Fact …), for each part of
// one, and for each type whose form is text, such as a month or a level.
//
// How to hand it to three tools that look at Go types is shown by the module
// examples/schema: to huma as the schema of a body, to the MCP go-sdk as that of a tool,
// to google/jsonschema-go as that of a type inside a struct of the caller's.
//
// For whoever does not write Go, the eight documents are files beside this package:
// contract.json, activity.json, input.json, statement.json, consolidated.json, edition.json,
// fact.json and state.json. They are what [Named] returns, indented.
//
// Types and fields have descriptions, which are the first paragraphs of their doc comments: an editor shows them to whoever
// writes a plan. What they call zero or nil is a field that is left out.
//
// # What a schema cannot say
//
// A document that its schema refuses is refused by the library. The library refuses more,
// with the path, the value and the reason: a date that does not exist, a name that is given
// twice, an end before its start, a number that is too large, two fields that do not go
// together, a zone that is not known. Whoever has the Go type decodes into it all the same.
//
// One thing is the other way round. For a field whose type in Go is a pointer, such as the
// rent of a contract, the library reads null as if it were left out. It never writes it, and no
// schema has it.
//
// A schema is the caller's to change, and all functions can be called from any goroutine.
package schema
