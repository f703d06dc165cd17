package servicelevel

import "github.com/palier-go/palier/internal/wire"

// The parts of documents that have a name of their own have the same form by themselves, in a list
// or in a struct of the caller's, and are read as strictly.

// MarshalJSON implements json.Marshaler.
func (a AgainState) MarshalJSON() ([]byte, error) { return wire.Append(nil, &a) }

// UnmarshalJSON implements json.Unmarshaler.
func (a *AgainState) UnmarshalJSON(b []byte) error { return wire.Decode(b, a) }

// MarshalJSON implements json.Marshaler.
func (a AllowanceState) MarshalJSON() ([]byte, error) { return wire.Append(nil, &a) }

// UnmarshalJSON implements json.Unmarshaler.
func (a *AllowanceState) UnmarshalJSON(b []byte) error { return wire.Decode(b, a) }

// MarshalJSON implements json.Marshaler.
func (m ClosedMonth) MarshalJSON() ([]byte, error) { return wire.Append(nil, &m) }

// UnmarshalJSON implements json.Unmarshaler.
func (m *ClosedMonth) UnmarshalJSON(b []byte) error { return wire.Decode(b, m) }

// MarshalJSON implements json.Marshaler.
func (d DebtState) MarshalJSON() ([]byte, error) { return wire.Append(nil, &d) }

// UnmarshalJSON implements json.Unmarshaler.
func (d *DebtState) UnmarshalJSON(b []byte) error { return wire.Decode(b, d) }

// MarshalJSON implements json.Marshaler.
func (d DrawState) MarshalJSON() ([]byte, error) { return wire.Append(nil, &d) }

// UnmarshalJSON implements json.Unmarshaler.
func (d *DrawState) UnmarshalJSON(b []byte) error { return wire.Decode(b, d) }

// MarshalJSON implements json.Marshaler.
func (d DrawnTime) MarshalJSON() ([]byte, error) { return wire.Append(nil, &d) }

// UnmarshalJSON implements json.Unmarshaler.
func (d *DrawnTime) UnmarshalJSON(b []byte) error { return wire.Decode(b, d) }

// MarshalJSON implements json.Marshaler.
func (f FeeState) MarshalJSON() ([]byte, error) { return wire.Append(nil, &f) }

// UnmarshalJSON implements json.Unmarshaler.
func (f *FeeState) UnmarshalJSON(b []byte) error { return wire.Decode(b, f) }

// MarshalJSON implements json.Marshaler.
func (s LotState) MarshalJSON() ([]byte, error) { return wire.Append(nil, &s) }

// UnmarshalJSON implements json.Unmarshaler.
func (s *LotState) UnmarshalJSON(b []byte) error { return wire.Decode(b, s) }

// MarshalJSON implements json.Marshaler.
func (r RemovalState) MarshalJSON() ([]byte, error) { return wire.Append(nil, &r) }

// UnmarshalJSON implements json.Unmarshaler.
func (r *RemovalState) UnmarshalJSON(b []byte) error { return wire.Decode(b, r) }

// MarshalJSON implements json.Marshaler.
func (s ShareState) MarshalJSON() ([]byte, error) { return wire.Append(nil, &s) }

// UnmarshalJSON implements json.Unmarshaler.
func (s *ShareState) UnmarshalJSON(b []byte) error { return wire.Decode(b, s) }

// MarshalJSON implements json.Marshaler.
func (t TicketState) MarshalJSON() ([]byte, error) { return wire.Append(nil, &t) }

// UnmarshalJSON implements json.Unmarshaler.
func (t *TicketState) UnmarshalJSON(b []byte) error { return wire.Decode(b, t) }
