package credit

import "github.com/palier-go/palier/internal/wire"

// What stands in documents has the same form by itself, and is read as strictly.

// MarshalJSON implements json.Marshaler.
func (d Draw) MarshalJSON() ([]byte, error) { return wire.Append(nil, &d) }

// UnmarshalJSON implements json.Unmarshaler.
func (d *Draw) UnmarshalJSON(b []byte) error { return wire.Decode(b, d) }

// MarshalJSON implements json.Marshaler.
func (o OfferLine) MarshalJSON() ([]byte, error) { return wire.Append(nil, &o) }

// UnmarshalJSON implements json.Unmarshaler.
func (o *OfferLine) UnmarshalJSON(b []byte) error { return wire.Decode(b, o) }

// MarshalJSON implements json.Marshaler.
func (p Part) MarshalJSON() ([]byte, error) { return wire.Append(nil, &p) }

// UnmarshalJSON implements json.Unmarshaler.
func (p *Part) UnmarshalJSON(b []byte) error { return wire.Decode(b, p) }

// MarshalJSON implements json.Marshaler.
func (u Usage) MarshalJSON() ([]byte, error) { return wire.Append(nil, &u) }

// UnmarshalJSON implements json.Unmarshaler.
func (u *Usage) UnmarshalJSON(b []byte) error { return wire.Decode(b, u) }
