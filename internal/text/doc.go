// Package text writes and reads single values as they stand in an input file:
// durations and decimals. Error messages and the JSON codec share it, so that a
// value is shown as its author wrote it.
//
// Nothing here depends on the package variables of shopspring/decimal, which
// change what its own String and NewFromString do.
package text
