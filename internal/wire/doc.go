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
//   - decimal.Decimal is text, with exactly two decimals where the field is
//     tagged `wire:"money"`;
//   - time.Time is RFC 3339 and comes back in UTC or a fixed zone, whatever the
//     machine's own zone is;
//   - what could not be read back is not written;
//   - every fault is reported, each under its path ("outages[3].end"), together
//     with what Validate says of the rest.
//
// A type takes part by its tags and its text methods alone: MarshalJSON and
// UnmarshalJSON of what it holds are not called, and fields without a tag, also
// embedded ones, are left out. Types with a text form, strings, booleans, whole
// numbers, structs, slices, arrays and pointers are known; any other is a fault,
// as is a struct without a tagged field or one that contains itself.
//
// A list is never null, and an empty one comes back as nil. null stands only for
// a nil pointer in a field. The memory that Decode takes is proportional to the
// document, whose length is the caller's to bound.
package wire
