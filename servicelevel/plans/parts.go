package plans

import "github.com/palier-go/palier/internal/wire"

// The parts of plans have the same form by themselves, in a list or in a struct of the caller's, and
// are read as strictly.

// MarshalJSON implements json.Marshaler.
func (a Allowance) MarshalJSON() ([]byte, error) { return wire.Append(nil, &a) }

// UnmarshalJSON implements json.Unmarshaler.
func (a *Allowance) UnmarshalJSON(b []byte) error { return wire.Decode(b, a) }

// MarshalJSON implements json.Marshaler.
func (a Availability) MarshalJSON() ([]byte, error) { return wire.Append(nil, &a) }

// UnmarshalJSON implements json.Unmarshaler.
func (a *Availability) UnmarshalJSON(b []byte) error { return wire.Decode(b, a) }

// MarshalJSON implements json.Marshaler.
func (c Condition) MarshalJSON() ([]byte, error) { return wire.Append(nil, &c) }

// UnmarshalJSON implements json.Unmarshaler.
func (c *Condition) UnmarshalJSON(b []byte) error { return wire.Decode(b, c) }

// MarshalJSON implements json.Marshaler.
func (d Desk) MarshalJSON() ([]byte, error) { return wire.Append(nil, &d) }

// UnmarshalJSON implements json.Unmarshaler.
func (d *Desk) UnmarshalJSON(b []byte) error { return wire.Decode(b, d) }

// MarshalJSON implements json.Marshaler.
func (d Duty) MarshalJSON() ([]byte, error) { return wire.Append(nil, &d) }

// UnmarshalJSON implements json.Unmarshaler.
func (d *Duty) UnmarshalJSON(b []byte) error { return wire.Decode(b, d) }

// MarshalJSON implements json.Marshaler.
func (e Entitlement) MarshalJSON() ([]byte, error) { return wire.Append(nil, &e) }

// UnmarshalJSON implements json.Unmarshaler.
func (e *Entitlement) UnmarshalJSON(b []byte) error { return wire.Decode(b, e) }

// MarshalJSON implements json.Marshaler.
func (f FeatureName) MarshalJSON() ([]byte, error) { return wire.Append(nil, &f) }

// UnmarshalJSON implements json.Unmarshaler.
func (f *FeatureName) UnmarshalJSON(b []byte) error { return wire.Decode(b, f) }

// MarshalJSON implements json.Marshaler.
func (f Fee) MarshalJSON() ([]byte, error) { return wire.Append(nil, &f) }

// UnmarshalJSON implements json.Unmarshaler.
func (f *Fee) UnmarshalJSON(b []byte) error { return wire.Decode(b, f) }

// MarshalJSON implements json.Marshaler.
func (g Guarantee) MarshalJSON() ([]byte, error) { return wire.Append(nil, &g) }

// UnmarshalJSON implements json.Unmarshaler.
func (g *Guarantee) UnmarshalJSON(b []byte) error { return wire.Decode(b, g) }

// MarshalJSON implements json.Marshaler.
func (h Hours) MarshalJSON() ([]byte, error) { return wire.Append(nil, &h) }

// UnmarshalJSON implements json.Unmarshaler.
func (h *Hours) UnmarshalJSON(b []byte) error { return wire.Decode(b, h) }

// MarshalJSON implements json.Marshaler.
func (p Prices) MarshalJSON() ([]byte, error) { return wire.Append(nil, &p) }

// UnmarshalJSON implements json.Unmarshaler.
func (p *Prices) UnmarshalJSON(b []byte) error { return wire.Decode(b, p) }

// MarshalJSON implements json.Marshaler.
func (r RateChange) MarshalJSON() ([]byte, error) { return wire.Append(nil, &r) }

// UnmarshalJSON implements json.Unmarshaler.
func (r *RateChange) UnmarshalJSON(b []byte) error { return wire.Decode(b, r) }

// MarshalJSON implements json.Marshaler.
func (r Refusal) MarshalJSON() ([]byte, error) { return wire.Append(nil, &r) }

// UnmarshalJSON implements json.Unmarshaler.
func (r *Refusal) UnmarshalJSON(b []byte) error { return wire.Decode(b, r) }

// MarshalJSON implements json.Marshaler.
func (s Server) MarshalJSON() ([]byte, error) { return wire.Append(nil, &s) }

// UnmarshalJSON implements json.Unmarshaler.
func (s *Server) UnmarshalJSON(b []byte) error { return wire.Decode(b, s) }

// MarshalJSON implements json.Marshaler.
func (w Work) MarshalJSON() ([]byte, error) { return wire.Append(nil, &w) }

// UnmarshalJSON implements json.Unmarshaler.
func (w *Work) UnmarshalJSON(b []byte) error { return wire.Decode(b, w) }

// MarshalJSON implements json.Marshaler.
func (c Clause) MarshalJSON() ([]byte, error) { return wire.Append(nil, &c) }

// UnmarshalJSON implements json.Unmarshaler.
func (c *Clause) UnmarshalJSON(b []byte) error { return wire.Decode(b, c) }

// MarshalJSON implements json.Marshaler.
func (c CitedClause) MarshalJSON() ([]byte, error) { return wire.Append(nil, &c) }

// UnmarshalJSON implements json.Unmarshaler.
func (c *CitedClause) UnmarshalJSON(b []byte) error { return wire.Decode(b, c) }
