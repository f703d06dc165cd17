package penalty

import "github.com/palier-go/palier/internal/wire"

// What stands in documents has the same form by itself, and is read as strictly.

// MarshalJSON implements json.Marshaler.
func (b Band) MarshalJSON() ([]byte, error) { return wire.Append(nil, &b) }

// UnmarshalJSON implements json.Unmarshaler.
func (b *Band) UnmarshalJSON(data []byte) error { return wire.Decode(data, b) }

// MarshalJSON implements json.Marshaler.
func (l Length) MarshalJSON() ([]byte, error) { return wire.Append(nil, &l) }

// UnmarshalJSON implements json.Unmarshaler.
func (l *Length) UnmarshalJSON(b []byte) error { return wire.Decode(b, l) }

// MarshalJSON implements json.Marshaler.
func (n Number) MarshalJSON() ([]byte, error) { return wire.Append(nil, &n) }

// UnmarshalJSON implements json.Unmarshaler.
func (n *Number) UnmarshalJSON(b []byte) error { return wire.Decode(b, n) }

// MarshalJSON implements json.Marshaler.
func (d DownShare) MarshalJSON() ([]byte, error) { return wire.Append(nil, &d) }

// UnmarshalJSON implements json.Unmarshaler.
func (d *DownShare) UnmarshalJSON(b []byte) error { return wire.Decode(b, d) }

// MarshalJSON implements json.Marshaler.
func (r Rules) MarshalJSON() ([]byte, error) { return wire.Append(nil, &r) }

// UnmarshalJSON implements json.Unmarshaler.
func (r *Rules) UnmarshalJSON(b []byte) error { return wire.Decode(b, r) }
