package contracts

import (
	"github.com/palier-go/palier/internal/wire"
)

// MarshalJSON implements json.Marshaler.
func (c Change) MarshalJSON() ([]byte, error) { return wire.Append(nil, &c) }

// UnmarshalJSON implements json.Unmarshaler.
func (c *Change) UnmarshalJSON(b []byte) error { return wire.Decode(b, c) }

// MarshalJSON implements json.Marshaler.
func (o Options) MarshalJSON() ([]byte, error) { return wire.Append(nil, &o) }

// UnmarshalJSON implements json.Unmarshaler.
func (o *Options) UnmarshalJSON(b []byte) error { return wire.Decode(b, o) }

// MarshalJSON implements json.Marshaler.
func (v VAT) MarshalJSON() ([]byte, error) { return wire.Append(nil, &v) }

// UnmarshalJSON implements json.Unmarshaler.
func (v *VAT) UnmarshalJSON(b []byte) error { return wire.Decode(b, v) }

// MarshalJSON implements json.Marshaler.
func (v VATChange) MarshalJSON() ([]byte, error) { return wire.Append(nil, &v) }

// UnmarshalJSON implements json.Unmarshaler.
func (v *VATChange) UnmarshalJSON(b []byte) error { return wire.Decode(b, v) }
