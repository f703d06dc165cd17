// Package wire is the one JSON codec behind every type of palier.
//
// encoding/json forgives what a document about money must not: unknown fields
// (in nested types with methods of their own), a name in the wrong case, a name
// given twice, a missing field. It also writes a duration as a number of
// nanoseconds and a decimal without its last zeros. This codec walks the same
// `json:"name,omitzero"` tags and differs in these points:
//
//   - names match exactly, are given once, and are required unless tagged omitzero;
//   - time.Duration is ISO 8601 text of hours, minutes and seconds ("PT1H30M");
//   - decimal.Decimal is text, with exactly two decimals where the field is
//     tagged `wire:"money"`;
//   - time.Time is RFC 3339 and comes back in UTC or a fixed zone, whatever the
//     machine's own zone is;
//   - every fault is reported, each under its path ("outages[3].end"), together
//     with what Validate says of the rest.
package wire
