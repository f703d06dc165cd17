package calendar

import (
	_ "embed" // for the copy of Europe/Paris
	"sync"
	"time"

	"github.com/palier-go/palier/internal/fault"
)

// paris is the public-domain tz database's Europe/Paris in its compact form.
//
//go:embed paris.tzif
var paris string

const parisName = "Europe/Paris"

// LoadLocation returns the zone of an IANA name, such as "Europe/Paris" (D3),
// from the machine's zone database. Where the machine has none, Europe/Paris
// comes from a copy in the binary; import time/tzdata for the others. The names
// "" and "Local", which mean another zone on another machine, are refused.
//
// A zone is read once and then the same for as long as the program runs,
// whatever becomes of the machine's database.
func LoadLocation(name string) (*time.Location, error) {
	if loc, ok := zones.Load(name); ok {
		return loc.(*time.Location), nil //nolint:forcetypeassert // the only type stored
	}
	loc, err := loadLocation(name, time.LoadLocation)
	if err != nil {
		return nil, err
	}
	first, _ := zones.LoadOrStore(name, loc)
	return first.(*time.Location), nil //nolint:forcetypeassert // the only type stored
}

// zones keeps what LoadLocation has read: as many as there are names of zones.
var zones sync.Map // string → *time.Location

func loadLocation(name string, machine func(string) (*time.Location, error)) (*time.Location, error) {
	if name == "" || name == "Local" {
		return nil, fault.New("zone", name, `must be an IANA zone name such as "Europe/Paris"`)
	}
	loc, err := machine(name)
	if err == nil {
		return loc, nil
	}
	if name == parisName {
		return time.LoadLocationFromTZData(name, []byte(paris))
	}
	return nil, &fault.Error{Field: "zone", Value: name, Reason: "is not in this machine's zone database", Err: err}
}
