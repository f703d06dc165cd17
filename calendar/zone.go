package calendar

import (
	"io/fs"
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/zone"
)

const parisName = zone.Paris

// LoadLocation returns the zone of an IANA name, such as "Europe/Paris" (D3), from the machine's zone
// database. If the machine has none, Europe/Paris comes from a copy in the binary; import time/tzdata for the
// others. Names that mean another zone on another machine ("", "Local", "localtime", "posixrules"), or that
// are another way to a zone ("posix/Europe/Paris", "Europe//Paris"), and zones with leap seconds
// ("right/Europe/Paris") are refused.
//
// A zone is read once and then the same for as long as the program runs.
func LoadLocation(name string) (*time.Location, error) { return (*Zones)(nil).Load(name) }

// Zones is a zone database: the rules by which the clocks of zones are put forward and back. The nil *Zones
// is the machine's, which an update of the machine changes; one that is given stays what it is. It is safe
// for concurrent use.
type Zones struct{ database *zone.Database }

// NewZones returns the zone database of a file system, which has the data of each zone (TZif, RFC 9636) under
// its IANA name: os.DirFS of "/usr/share/zoneinfo", the *zip.Reader of Go's lib/time/zoneinfo.zip, an
// embed.FS. The file system must be safe for concurrent use, as these are.
func NewZones(files fs.FS) (*Zones, error) {
	if files == nil {
		return nil, fault.New("files", nil, "must be given")
	}
	return &Zones{zone.Of(files)}, nil
}

// Load returns a zone by its name. A *FieldError says that the name is none, as of LoadLocation, that the
// database does not have it, or that what it has cannot be read, has leap seconds, or offsets of more than 26
// hours. A zone is read once.
func (z *Zones) Load(name string) (*time.Location, error) {
	d := z.source()
	loc, err := d.Load(name)
	if err == nil {
		return loc, nil
	}
	switch reason := checkZone(name); {
	case reason != "":
		return nil, fault.New("zone", name, reason)
	case d.Given():
		return nil, &fault.Error{Field: "zone", Value: name, Reason: "cannot be read from the zone database that was given: " + err.Error(), Err: err}
	}
	return nil, &fault.Error{Field: "zone", Value: name, Reason: "is not in this machine's zone database", Err: err}
}

func (z *Zones) source() *zone.Database {
	if z == nil || z.database == nil {
		return zone.Machine()
	}
	return z.database
}

// checkZone says why a name is no zone's, or nothing.
func checkZone(name string) string {
	if zone.Name(name) {
		return ""
	}
	return `must be an IANA zone name such as "Europe/Paris"`
}
