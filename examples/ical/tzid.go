package main

import (
	"errors"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
)

// zone is what a TZID stands for: a zone of the database, what a VTIMEZONE of the
// feed says, or both. Both have to say the same of each time that is read.
type zone struct {
	database *time.Location
	own      *seasons
}

// zone returns what a TZID stands for.
//
//   - The name of a zone such as Europe/Paris is that zone: the database has it, and
//     what the feed says of it is not looked at, as no program does.
//   - A name with a registry before it, such as
//     /freeassociation.sourceforge.net/Europe/Paris, and a short one that may stand for
//     another zone elsewhere, such as EST, is that zone if a VTIMEZONE of that name,
//     where there is one, says so too.
//   - Any other name, such as Romance Standard Time, is what its VTIMEZONE says.
func (r *reader) zone(tzid string) (*zone, error) {
	if z, ok := r.zones[tzid]; ok {
		return z, nil
	}
	z := &zone{}
	whole := false
	if loc, err := calendar.LoadLocation(tzid); err == nil {
		z.database, whole = loc, strings.Contains(tzid, "/")
	} else if strings.HasPrefix(tzid, "/") {
		z.database = registered(tzid)
	}
	if own := r.timezones[tzid]; !whole && len(own) > 1 {
		return nil, errors.New("TZID has more than one VTIMEZONE")
	} else if !whole && len(own) == 1 {
		var err error
		if z.own, err = r.seasons(own[0]); err != nil {
			return nil, err
		}
	}
	if z.database == nil && z.own == nil {
		return nil, errors.New("TZID must be an IANA zone name, or have a VTIMEZONE in the feed")
	}
	r.zones[tzid] = z
	return z, nil
}

// registered returns the zone whose name follows that of a registry, and perhaps a
// version, in a TZID; nil if none does.
func registered(tzid string) *time.Location {
	_, name, _ := strings.Cut(tzid[1:], "/")
	for range 3 {
		if !strings.Contains(name, "/") {
			break
		}
		if loc, err := calendar.LoadLocation(name); err == nil {
			return loc
		}
		_, name, _ = strings.Cut(name, "/")
	}
	return nil
}

var errContradiction = errors.New("is another instant by the VTIMEZONE of its TZID than by the zone database")

// instant returns when clocks show a time. One that they show twice is the first,
// and one that they do not show, which is reported, is as many seconds after they
// were put forward as it would be had they not been (RFC 5545, section 3.3.5).
func (z *zone) instant(wall time.Time) (at time.Time, exists bool, err error) {
	if z.database != nil {
		if at, exists, err = instant(wall, z.databaseOffset); err != nil || z.own == nil {
			return at, exists, err
		}
	}
	own, ownExists, err := instant(wall, z.own.offset)
	if err == nil && z.database != nil && (!own.Equal(at) || ownExists != exists) {
		err = errContradiction
	}
	return own, ownExists, err
}

// offset returns the offset from UTC that holds at an instant, by the database if that has the
// zone.
func (z *zone) offset(at time.Time) (int, error) {
	if z.database != nil {
		return z.databaseOffset(at)
	}
	return z.own.offset(at)
}

func (z *zone) databaseOffset(at time.Time) (int, error) {
	_, seconds := at.In(z.database).Zone()
	return seconds, nil
}

// instant is [zone.instant] by the offset from UTC that holds at an instant. Clocks
// are changed at most once in two days.
func instant(wall time.Time, offset func(time.Time) (int, error)) (at time.Time, exists bool, err error) {
	var first time.Time
	for i, near := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		seconds, err := offset(wall.Add(near))
		if err != nil {
			return at, false, err
		}
		at = wall.Add(-time.Duration(seconds) * time.Second)
		if i == 0 {
			first = at
		}
		if holds, err := offset(at); err != nil || holds == seconds {
			return at, err == nil, err
		}
	}
	return first, false, nil
}
