package calendar

import "time"

// An area is a set of territories that share a list of holidays.
type area uint16

const (
	metropole area = 1 << iota
	alsaceMoselle
	guadeloupe
	martinique
	guyane
	laReunion
	mayotte
	saintBarthelemy
	saintMartin
	everywhere = 1<<iota - 1
)

// areaOf returns the area of an ISO 3166 code.
func areaOf(code string) (area, bool) {
	switch code {
	case "FR":
		return metropole, true
	case "FR-57", "FR-67", "FR-68":
		return alsaceMoselle, true
	case "FR-971":
		return guadeloupe, true
	case "FR-972":
		return martinique, true
	case "FR-973":
		return guyane, true
	case "FR-974":
		return laReunion, true
	case "FR-976":
		return mayotte, true
	case "FR-BL":
		return saintBarthelemy, true
	case "FR-MF":
		return saintMartin, true
	}
	return 0, false
}

// A frenchHoliday is a holiday on a date of every year, or where its month is 0
// on that many days after Easter.
type frenchHoliday struct {
	key, fr, en string
	month       time.Month
	day         int
	area        area
	first, last int // years; a last of 0 is none
	basis       string
}

const (
	goodFriday      = "good_friday"
	pentecostMonday = "pentecost_monday"
	abolition       = "abolition"
	abolitionFR     = "Abolition de l'esclavage"
	abolitionEN     = "Abolition of Slavery"
	victory         = "victory_1945"
	abolitionBasis  = "Code du travail, art. L3422-2 ; loi n° 83-550 du 30 juin 1983 ; décret n° 83-1003 du 23 novembre 1983"
	abolition2012   = abolitionBasis + " modifié par le décret n° 2012-553 du 23 avril 2012"
	anX             = "Code du travail, art. L3133-1 ; arrêté du 29 germinal an X (19 avril 1802)"
	law1886         = "Code du travail, art. L3133-1 ; loi du 8 mars 1886"
	local1892       = "Code du travail, art. L3134-13 ; ordonnance du 16 août 1892"
)

// frenchHolidays is ours rather than rickar/cal's: its variables can be changed
// by anybody, it knows no years, no legal basis, no second language and of the
// territories only New Caledonia. A test compares the two where both speak.
// Nothing writes to it.
var frenchHolidays = [...]frenchHoliday{
	{"new_year", "Jour de l'An", "New Year's Day", time.January, 1, everywhere, 1811, 0, "Code du travail, art. L3133-1 ; avis du Conseil d'État du 23 mars 1810"},
	{goodFriday, "Vendredi saint", "Good Friday", 0, -2, alsaceMoselle, 1893, 0, local1892},
	{"easter_monday", "Lundi de Pâques", "Easter Monday", 0, 1, everywhere, 1886, 0, law1886},
	{"labour_day", "Fête du Travail", "Labour Day", time.May, 1, everywhere, 1947, 0, "Code du travail, art. L3133-1 et L3133-4 ; loi n° 47-778 du 30 avril 1947"},
	{victory, "Victoire de 1945", "Victory in Europe Day", time.May, 8, everywhere, 1953, 1959, "Loi n° 53-225 du 20 mars 1953"},
	{victory, "Victoire de 1945", "Victory in Europe Day", time.May, 8, everywhere, 1982, 0, "Code du travail, art. L3133-1 ; loi n° 81-893 du 2 octobre 1981"},
	{"ascension", "Ascension", "Ascension Day", 0, 39, everywhere, 1802, 0, anX},
	{pentecostMonday, "Lundi de Pentecôte", "Whit Monday", 0, 50, everywhere, 1886, 0, law1886},
	{"national_day", "Fête nationale", "Bastille Day", time.July, 14, everywhere, 1880, 0, "Code du travail, art. L3133-1 ; loi du 6 juillet 1880"},
	{"assumption", "Assomption", "Assumption Day", time.August, 15, everywhere, 1802, 0, anX},
	{"all_saints", "Toussaint", "All Saints' Day", time.November, 1, everywhere, 1802, 0, anX},
	{"armistice_1918", "Armistice de 1918", "Armistice Day", time.November, 11, everywhere, 1922, 0, "Code du travail, art. L3133-1 ; loi du 24 octobre 1922"},
	{"christmas", "Noël", "Christmas Day", time.December, 25, everywhere, 1802, 0, anX},
	{"second_christmas_day", "Saint-Étienne", "Second Day of Christmas", time.December, 26, alsaceMoselle, 1892, 0, local1892},
	{abolition, abolitionFR, abolitionEN, time.April, 27, mayotte, 1984, 0, abolitionBasis},
	{abolition, abolitionFR, abolitionEN, time.May, 22, martinique, 1984, 0, abolitionBasis},
	{abolition, abolitionFR, abolitionEN, time.May, 27, guadeloupe, 1984, 0, abolitionBasis},
	{abolition, abolitionFR, abolitionEN, time.June, 10, guyane, 1984, 0, abolitionBasis},
	{abolition, abolitionFR, abolitionEN, time.December, 20, laReunion, 1983, 0, abolitionBasis},
	// Part of Guadeloupe until 2007, and without a date of their own until 2012.
	{abolition, abolitionFR, abolitionEN, time.May, 27, saintBarthelemy | saintMartin, 1984, 2011, abolitionBasis},
	{abolition, abolitionFR, abolitionEN, time.October, 9, saintBarthelemy, 2012, 0, abolition2012},
	{abolition, abolitionFR, abolitionEN, time.May, 27, saintMartin, 2012, 2017, abolition2012},
	{abolition, abolitionFR, abolitionEN, time.May, 28, saintMartin, 2018, 0, "Code du travail, art. L3422-2 ; loi n° 2017-256 du 28 février 2017"},
}

// holds reports whether the set has h in that year.
func (h *frenchHoliday) holds(s HolidaySet, where area, year int) bool {
	if h.area&where == 0 || year < h.first || h.last != 0 && year > h.last {
		return false
	}
	switch h.key {
	case goodFriday:
		return s.GoodFriday
	case pentecostMonday:
		return !s.PentecostWorked || year < 2005 || year > 2007
	}
	return true
}

// in returns the Date.number of h in a year whose Easter is given.
func (h *frenchHoliday) in(year int, easter int64) int64 {
	if h.month == 0 {
		return easter + int64(h.day)
	}
	return Date{year, h.month, h.day}.number()
}

func (h *frenchHoliday) on(d Date) Holiday {
	return Holiday{d, h.key, h.fr, h.en, h.basis, h.first, h.last}
}

// easter returns the Date.number of Easter Sunday in the Gregorian calendar: the
// Sunday after the first full moon of the church on or after 21 March.
func easter(year int) int64 {
	century, golden := year/100, year%19
	// Days from 21 March to the full moon: 19 fewer than a month each year, with
	// the centuries' missing leap days and the drift of the 19-year cycle.
	moon := (19*golden + century - century/4 - (8*century+13)/25 + 15) % 30
	if moon == 29 || moon == 28 && golden > 10 { // the cycle's short months
		moon--
	}
	return sundayAfter(Date{year, time.March, 21}.number() + int64(moon))
}

// julianEaster is easter by the Julian calendar, as the Orthodox churches keep
// it; the Date.number itself is Gregorian as always.
func julianEaster(year int) int64 {
	century := year / 100
	behind := century - century/4 - 2 // days between the two calendars
	return sundayAfter(Date{year, time.March, 21}.number() + int64(behind+(19*(year%19)+15)%30))
}

func sundayAfter(n int64) int64 { return n + 7 - int64(weekday(n)) }
