// Package wire is the one JSON codec behind every type of palier.
//
// encoding/json forgives what a document about money must not: unknown fields
// (in nested types with methods of their own), a name in the wrong case, a name
// given twice, a missing field, text that is not UTF-8. It also writes a
// duration as a number of nanoseconds and a decimal without its last zeros. This
// codec walks the same `json:"name,omitzero"` tags and differs in these points:
//
//   - names match exactly, are given once, and are required unless tagged omitzero;
//   - time.Duration is ISO 8601 text of hours, minutes and seconds ("PT1H30M");
//   - a zero is refused for a field that means something else if it is left out, as its tag
//     wire says;
//   - decimal.Decimal is text. If the field is tagged `wire:"money"` it is an amount, read with up
//     to three decimals, and written with those of the currency if a struct around it says that one in
//     a field tagged `wire:"currency"`; else with two, or three if it needs them;
//   - time.Time is RFC 3339 and comes back in UTC or a fixed zone, whatever the
//     machine's own zone is;
//   - what could not be read back is not written; so a list with the tag `json:"-"` must be
//     empty, and the tag wire says why;
//   - every fault is reported, each under its path ("outages[3].end"), together
//     with what Validate says of the rest: the first hundred, and whether there are
//     more.
//
// A type takes part by its tags and its text methods alone: MarshalJSON and
// UnmarshalJSON of what it holds are not called, and fields without a tag, also
// embedded ones, are left out. Types with a text form, strings, booleans, whole
// numbers, structs, slices, arrays and pointers are known; any other is a fault,
// as is a struct without a tagged field, with more than 64, or one that contains
// itself.
//
// A list is never null, and an empty one comes back as nil. null stands only for
// a nil pointer in a field.
//
// # How it works
//
// What there is to know of a type is worked out once: a shape for each part of it. A
// document is then read in one pass by the shapes (read.go, decode.go, list.go,
// scalar.go) over a scanner that checks the syntax on the way (scan.go, quote.go,
// skip.go), with no help from encoding/json. A key is looked for first where it stood the
// last time (match.go). Whatever is wrong with a value is noted, and the pass goes on. A
// trail of indexes says where it is; it becomes text only for a fault. It is written by
// the shapes too (encode.go): each of them knows what puts its kind down (put.go), and
// most values are so short that they are put down with their key (short.go).
//
// Values are written to where they belong in memory by their address (place.go).
// Lists are read into memory that a decoder keeps and copied once their length is known
// (rows.go); a Reader leaves them there until it reads the next document (reader.go).
//
// The memory in use while a document is read stays below 1 MiB and eight times its
// length, whatever the document holds and whether it is right or wrong (store.go): one of
// a million empty elements is refused. The length is the caller's to bound.
package wire
