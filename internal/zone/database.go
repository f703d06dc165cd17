package zone

import (
	_ "embed" // for the copy of Europe/Paris
	"errors"
	"io"
	"io/fs"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// paris is the public-domain tz database's Europe/Paris in its compact form.
//
//go:embed paris.tzif
var paris []byte

// Paris is the zone that is there even if the machine has no zone database.
const Paris = "Europe/Paris"

// Machine returns the machine's zone database.
func Machine() *Database { return &machine }

var machine Database // what was read of it

// ErrName is the fault of what is no name of a zone.
var ErrName = errors.New("is no name of a zone")

// maxZones bounds how many zones of a database are remembered. It has some 600.
const maxZones = 2048

// Database is a zone database: that of the machine, or a file system with the data of each
// zone under its name. A zone is read once. It is safe for concurrent use.
type Database struct {
	files fs.FS    // nil: the machine's
	zones sync.Map // string → *time.Location
	known atomic.Int32
}

// Of returns the zone database of a file system.
func Of(files fs.FS) *Database { return &Database{files: files} }

// Given reports whether d is not the machine's.
func (d *Database) Given() bool { return d.files != nil }

// Load returns a zone by its name.
func (d *Database) Load(name string) (*time.Location, error) {
	if loc, ok := d.zones.Load(name); ok {
		return loc.(*time.Location), nil //nolint:forcetypeassert // the only type stored
	}
	if !Name(name) {
		return nil, ErrName
	}
	loc, err := d.read(name)
	if err != nil {
		return nil, err
	}
	if d.known.Add(1) > maxZones {
		d.known.Add(-1)
		return loc, nil
	}
	first, _ := d.zones.LoadOrStore(name, loc)
	return first.(*time.Location), nil //nolint:forcetypeassert // the only type stored
}

func (d *Database) read(name string) (*time.Location, error) {
	if d.files == nil {
		return onMachine(name, time.LoadLocation)
	}
	f, err := d.files.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // nothing was written
	data, err := io.ReadAll(io.LimitReader(f, maxData+1))
	if err != nil {
		return nil, err
	}
	return parse(name, data)
}

// onMachine returns a zone of the machine, or the copy of Europe/Paris.
func onMachine(name string, load func(string) (*time.Location, error)) (*time.Location, error) {
	loc, err := load(name)
	if err != nil && name == Paris {
		return time.LoadLocationFromTZData(name, paris)
	}
	return loc, err
}

// Name reports whether a name is written as those of the zone database are: parts of
// letters, digits, "_", "+" and "-" that begin with a letter, between slashes. Those that
// mean another zone on another machine, or another way to a zone, are none.
func Name(name string) bool {
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
