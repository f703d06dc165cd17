package statement

import "github.com/palier-go/palier/internal/wire"

// The parts of a statement have the same form by themselves, in a list or in a struct of the caller's, and are
// read as strictly.

// MarshalJSON implements json.Marshaler.
func (y YearlyHours) MarshalJSON() ([]byte, error) { return wire.Append(nil, &y) }

// UnmarshalJSON implements json.Unmarshaler.
func (y *YearlyHours) UnmarshalJSON(b []byte) error { return wire.Decode(b, y) }

// MarshalJSON implements json.Marshaler.
func (c Carried) MarshalJSON() ([]byte, error) { return wire.Append(nil, &c) }

// UnmarshalJSON implements json.Unmarshaler.
func (c *Carried) UnmarshalJSON(b []byte) error { return wire.Decode(b, c) }

// MarshalJSON implements json.Marshaler.
func (a AllowanceUse) MarshalJSON() ([]byte, error) { return wire.Append(nil, &a) }

// UnmarshalJSON implements json.Unmarshaler.
func (a *AllowanceUse) UnmarshalJSON(b []byte) error { return wire.Decode(b, a) }

// MarshalJSON implements json.Marshaler.
func (c CreditUse) MarshalJSON() ([]byte, error) { return wire.Append(nil, &c) }

// UnmarshalJSON implements json.Unmarshaler.
func (c *CreditUse) UnmarshalJSON(b []byte) error { return wire.Decode(b, c) }

// MarshalJSON implements json.Marshaler.
func (l LevelDays) MarshalJSON() ([]byte, error) { return wire.Append(nil, &l) }

// UnmarshalJSON implements json.Unmarshaler.
func (l *LevelDays) UnmarshalJSON(b []byte) error { return wire.Decode(b, l) }

// MarshalJSON implements json.Marshaler.
func (d LotDraw) MarshalJSON() ([]byte, error) { return wire.Append(nil, &d) }

// UnmarshalJSON implements json.Unmarshaler.
func (d *LotDraw) UnmarshalJSON(b []byte) error { return wire.Decode(b, d) }

// MarshalJSON implements json.Marshaler.
func (l LotUse) MarshalJSON() ([]byte, error) { return wire.Append(nil, &l) }

// UnmarshalJSON implements json.Unmarshaler.
func (l *LotUse) UnmarshalJSON(b []byte) error { return wire.Decode(b, l) }

// MarshalJSON implements json.Marshaler.
func (p Punctuality) MarshalJSON() ([]byte, error) { return wire.Append(nil, &p) }

// UnmarshalJSON implements json.Unmarshaler.
func (p *Punctuality) UnmarshalJSON(b []byte) error { return wire.Decode(b, p) }

// MarshalJSON implements json.Marshaler.
func (w TicketWork) MarshalJSON() ([]byte, error) { return wire.Append(nil, &w) }

// UnmarshalJSON implements json.Unmarshaler.
func (w *TicketWork) UnmarshalJSON(b []byte) error { return wire.Decode(b, w) }

// MarshalJSON implements json.Marshaler.
func (u Uptime) MarshalJSON() ([]byte, error) { return wire.Append(nil, &u) }

// UnmarshalJSON implements json.Unmarshaler.
func (u *Uptime) UnmarshalJSON(b []byte) error { return wire.Decode(b, u) }

// MarshalJSON implements json.Marshaler.
func (r WorkRules) MarshalJSON() ([]byte, error) { return wire.Append(nil, &r) }

// UnmarshalJSON implements json.Unmarshaler.
func (r *WorkRules) UnmarshalJSON(b []byte) error { return wire.Decode(b, r) }

// MarshalJSON implements json.Marshaler.
func (x LateIntervention) MarshalJSON() ([]byte, error) { return wire.Append(nil, &x) }

// UnmarshalJSON implements json.Unmarshaler.
func (x *LateIntervention) UnmarshalJSON(b []byte) error { return wire.Decode(b, x) }

// MarshalJSON implements json.Marshaler.
func (x Lateness) MarshalJSON() ([]byte, error) { return wire.Append(nil, &x) }

// UnmarshalJSON implements json.Unmarshaler.
func (x *Lateness) UnmarshalJSON(b []byte) error { return wire.Decode(b, x) }

// MarshalJSON implements json.Marshaler.
func (g GoalResult) MarshalJSON() ([]byte, error) { return wire.Append(nil, &g) }

// UnmarshalJSON implements json.Unmarshaler.
func (g *GoalResult) UnmarshalJSON(b []byte) error { return wire.Decode(b, g) }

// MarshalJSON implements json.Marshaler.
func (q QuotaMonth) MarshalJSON() ([]byte, error) { return wire.Append(nil, &q) }

// UnmarshalJSON implements json.Unmarshaler.
func (q *QuotaMonth) UnmarshalJSON(b []byte) error { return wire.Decode(b, q) }

// MarshalJSON implements json.Marshaler.
func (w Weighed) MarshalJSON() ([]byte, error) { return wire.Append(nil, &w) }

// UnmarshalJSON implements json.Unmarshaler.
func (w *Weighed) UnmarshalJSON(b []byte) error { return wire.Decode(b, w) }
