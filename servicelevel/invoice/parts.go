package invoice

import "github.com/palier-go/palier/internal/wire"

// The parts of documents have the same form by themselves, in a list or in a struct of the caller's,
// and are read as strictly.

// MarshalJSON implements json.Marshaler.
func (n CreditNote) MarshalJSON() ([]byte, error) { return wire.Append(nil, &n) }

// UnmarshalJSON implements json.Unmarshaler.
func (n *CreditNote) UnmarshalJSON(b []byte) error { return wire.Decode(b, n) }

// MarshalJSON implements json.Marshaler.
func (s Credited) MarshalJSON() ([]byte, error) { return wire.Append(nil, &s) }

// UnmarshalJSON implements json.Unmarshaler.
func (s *Credited) UnmarshalJSON(b []byte) error { return wire.Decode(b, s) }

// MarshalJSON implements json.Marshaler.
func (d Document) MarshalJSON() ([]byte, error) { return wire.Append(nil, &d) }

// UnmarshalJSON implements json.Unmarshaler.
func (d *Document) UnmarshalJSON(b []byte) error { return wire.Decode(b, d) }

// MarshalJSON implements json.Marshaler.
func (e Exemption) MarshalJSON() ([]byte, error) { return wire.Append(nil, &e) }

// UnmarshalJSON implements json.Unmarshaler.
func (e *Exemption) UnmarshalJSON(b []byte) error { return wire.Decode(b, e) }

// MarshalJSON implements json.Marshaler.
func (l Line) MarshalJSON() ([]byte, error) { return wire.Append(nil, &l) }

// UnmarshalJSON implements json.Unmarshaler.
func (l *Line) UnmarshalJSON(b []byte) error { return wire.Decode(b, l) }

// MarshalJSON implements json.Marshaler.
func (t TaxTotal) MarshalJSON() ([]byte, error) { return wire.Append(nil, &t) }

// UnmarshalJSON implements json.Unmarshaler.
func (t *TaxTotal) UnmarshalJSON(b []byte) error { return wire.Decode(b, t) }
