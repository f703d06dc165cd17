package states

import "github.com/palier-go/palier/internal/wire"

// MarshalJSON implements json.Marshaler.
func (a Again) MarshalJSON() ([]byte, error) { return wire.Append(nil, &a) }

// UnmarshalJSON implements json.Unmarshaler.
func (a *Again) UnmarshalJSON(b []byte) error { return wire.Decode(b, a) }

// MarshalJSON implements json.Marshaler.
func (a Allowance) MarshalJSON() ([]byte, error) { return wire.Append(nil, &a) }

// UnmarshalJSON implements json.Unmarshaler.
func (a *Allowance) UnmarshalJSON(b []byte) error { return wire.Decode(b, a) }

// MarshalJSON implements json.Marshaler.
func (m ClosedMonth) MarshalJSON() ([]byte, error) { return wire.Append(nil, &m) }

// UnmarshalJSON implements json.Unmarshaler.
func (m *ClosedMonth) UnmarshalJSON(b []byte) error { return wire.Decode(b, m) }

// MarshalJSON implements json.Marshaler.
func (d Debt) MarshalJSON() ([]byte, error) { return wire.Append(nil, &d) }

// UnmarshalJSON implements json.Unmarshaler.
func (d *Debt) UnmarshalJSON(b []byte) error { return wire.Decode(b, d) }

// MarshalJSON implements json.Marshaler.
func (d Draw) MarshalJSON() ([]byte, error) { return wire.Append(nil, &d) }

// UnmarshalJSON implements json.Unmarshaler.
func (d *Draw) UnmarshalJSON(b []byte) error { return wire.Decode(b, d) }

// MarshalJSON implements json.Marshaler.
func (d DrawnTime) MarshalJSON() ([]byte, error) { return wire.Append(nil, &d) }

// UnmarshalJSON implements json.Unmarshaler.
func (d *DrawnTime) UnmarshalJSON(b []byte) error { return wire.Decode(b, d) }

// MarshalJSON implements json.Marshaler.
func (f Fee) MarshalJSON() ([]byte, error) { return wire.Append(nil, &f) }

// UnmarshalJSON implements json.Unmarshaler.
func (f *Fee) UnmarshalJSON(b []byte) error { return wire.Decode(b, f) }

// MarshalJSON implements json.Marshaler.
func (l Lot) MarshalJSON() ([]byte, error) { return wire.Append(nil, &l) }

// UnmarshalJSON implements json.Unmarshaler.
func (l *Lot) UnmarshalJSON(b []byte) error { return wire.Decode(b, l) }

// MarshalJSON implements json.Marshaler.
func (r Removal) MarshalJSON() ([]byte, error) { return wire.Append(nil, &r) }

// UnmarshalJSON implements json.Unmarshaler.
func (r *Removal) UnmarshalJSON(b []byte) error { return wire.Decode(b, r) }

// MarshalJSON implements json.Marshaler.
func (s Share) MarshalJSON() ([]byte, error) { return wire.Append(nil, &s) }

// UnmarshalJSON implements json.Unmarshaler.
func (s *Share) UnmarshalJSON(b []byte) error { return wire.Decode(b, s) }

// MarshalJSON implements json.Marshaler.
func (t Ticket) MarshalJSON() ([]byte, error) { return wire.Append(nil, &t) }

// UnmarshalJSON implements json.Unmarshaler.
func (t *Ticket) UnmarshalJSON(b []byte) error { return wire.Decode(b, t) }
