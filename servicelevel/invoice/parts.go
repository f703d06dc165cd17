package invoice

import "github.com/palier-go/palier/internal/wire"

// The parts of documents have the same form by themselves, in a list or in a struct of the caller's,
// and are read as strictly.

// MarshalJSON implements json.Marshaler.
func (n CreditNote) MarshalJSON() ([]byte, error) { return wire.Append(nil, &n) }

// UnmarshalJSON implements json.Unmarshaler.
func (n *CreditNote) UnmarshalJSON(b []byte) error { return wire.Decode(b, n) }

// MarshalJSON implements json.Marshaler.
func (c Credited) MarshalJSON() ([]byte, error) { return wire.Append(nil, &c) }

// UnmarshalJSON implements json.Unmarshaler.
func (c *Credited) UnmarshalJSON(b []byte) error { return wire.Decode(b, c) }

// MarshalJSON implements json.Marshaler.
func (d Document) MarshalJSON() ([]byte, error) { return wire.Append(nil, &d) }

// UnmarshalJSON implements json.Unmarshaler.
func (d *Document) UnmarshalJSON(b []byte) error { return wire.Decode(b, d) }

// MarshalJSON implements json.Marshaler.
func (x Exemption) MarshalJSON() ([]byte, error) { return wire.Append(nil, &x) }

// UnmarshalJSON implements json.Unmarshaler.
func (x *Exemption) UnmarshalJSON(b []byte) error { return wire.Decode(b, x) }

// MarshalJSON implements json.Marshaler.
func (l Line) MarshalJSON() ([]byte, error) { return wire.Append(nil, &l) }

// UnmarshalJSON implements json.Unmarshaler.
func (l *Line) UnmarshalJSON(b []byte) error { return wire.Decode(b, l) }

// MarshalJSON implements json.Marshaler.
func (t TaxTotal) MarshalJSON() ([]byte, error) { return wire.Append(nil, &t) }

// UnmarshalJSON implements json.Unmarshaler.
func (t *TaxTotal) UnmarshalJSON(b []byte) error { return wire.Decode(b, t) }
