package facts

import "github.com/palier-go/palier/internal/wire"

// MarshalJSON implements json.Marshaler.
func (c Claim) MarshalJSON() ([]byte, error) { return wire.Append(nil, &c) }

// UnmarshalJSON implements json.Unmarshaler.
func (c *Claim) UnmarshalJSON(b []byte) error { return wire.Decode(b, c) }

// MarshalJSON implements json.Marshaler.
func (c Charge) MarshalJSON() ([]byte, error) { return wire.Append(nil, &c) }

// UnmarshalJSON implements json.Unmarshaler.
func (c *Charge) UnmarshalJSON(b []byte) error { return wire.Decode(b, c) }

// MarshalJSON implements json.Marshaler.
func (v ChargeVAT) MarshalJSON() ([]byte, error) { return wire.Append(nil, &v) }

// UnmarshalJSON implements json.Unmarshaler.
func (v *ChargeVAT) UnmarshalJSON(b []byte) error { return wire.Decode(b, v) }

// MarshalJSON implements json.Marshaler.
func (in Intervention) MarshalJSON() ([]byte, error) { return wire.Append(nil, &in) }

// UnmarshalJSON implements json.Unmarshaler.
func (in *Intervention) UnmarshalJSON(b []byte) error { return wire.Decode(b, in) }

// MarshalJSON implements json.Marshaler.
func (p Purchase) MarshalJSON() ([]byte, error) { return wire.Append(nil, &p) }

// UnmarshalJSON implements json.Unmarshaler.
func (p *Purchase) UnmarshalJSON(b []byte) error { return wire.Decode(b, p) }

// MarshalJSON implements json.Marshaler.
func (r Removal) MarshalJSON() ([]byte, error) { return wire.Append(nil, &r) }

// UnmarshalJSON implements json.Unmarshaler.
func (r *Removal) UnmarshalJSON(b []byte) error { return wire.Decode(b, r) }

// MarshalJSON implements json.Marshaler.
func (r Request) MarshalJSON() ([]byte, error) { return wire.Append(nil, &r) }

// UnmarshalJSON implements json.Unmarshaler.
func (r *Request) UnmarshalJSON(b []byte) error { return wire.Decode(b, r) }
