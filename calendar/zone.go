package calendar

import (
	_ "embed" // for the copy of Europe/Paris
	"strings"
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
// comes from a copy in the binary; import time/tzdata for the others. Names that mean
// another zone on another machine ("", "Local", "localtime", "posixrules"), or that are another
// way to a zone ("posix/Europe/Paris", "Europe//Paris"), are refused, and so are zones with
// leap seconds ("right/Europe/Paris").
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
	if !isZone(name) {
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

// isZone reports whether a name is written as those of the zone database are: parts of
// letters, digits, "_", "+" and "-" that begin with a letter, between slashes.
func isZone(name string) bool {
	switch area, _, _ := strings.Cut(name, "/"); area {
	case "Local", "localtime", "posixrules", "posix", "right":
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || strings.Trim(part[:1], letters) != "" || strings.Trim(part, letters+"0123456789_+-") != "" {
			return false
		}
	}
	return true
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
