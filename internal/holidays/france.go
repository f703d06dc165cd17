package holidays

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
	saintMartinByLetter // with the date that the letter of the Code gives
	saintPierreEtMiquelon
	nouvelleCaledonie
	polynesie
	wallisEtFutuna
	everywhere = 1<<iota - 1
)

// frenchCodes has the areas of the ISO 3166 codes. Nothing writes to it.
var frenchCodes = [...]struct {
	code string
	area area
}{
	{"FR", metropole},
	{"FR-57", alsaceMoselle},
	{"FR-67", alsaceMoselle},
	{"FR-68", alsaceMoselle},
	{"FR-6AE", alsaceMoselle},
	{"FR-971", guadeloupe},
	{"FR-972", martinique},
	{"FR-973", guyane},
	{"FR-974", laReunion},
	{"FR-976", mayotte},
	{"FR-BL", saintBarthelemy},
	{"FR-MF", saintMartin},
	{"FR-NC", nouvelleCaledonie},
	{"FR-PF", polynesie},
	{"FR-PM", saintPierreEtMiquelon},
	{"FR-WF", wallisEtFutuna},
}

// areaOf returns the area of an ISO 3166 code, or 0.
func areaOf(code string) area {
	for i := range frenchCodes {
		if frenchCodes[i].code == code {
			return frenchCodes[i].area
		}
	}
	return 0
}

// A frenchHoliday is a holiday on a date of every year, or if its month is 0
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
	polynesian      = "Code du travail de la Polynésie française (loi du pays n° 2011-15 du 4 mai 2011)"
	wallisian       = "Usage et arrêtés du territoire de Wallis-et-Futuna"
)

// frenchHolidays is ours rather than rickar/cal's: its variables can be changed
// by anybody, it knows no years, no legal basis, no second language and of the
// territories only New Caledonia. A test compares the two where both speak.
// Nothing writes to it. The local days of the Pacific are listed for as long as
// their texts are known to us to have held, which may be less than they did.
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
	{abolition, abolitionFR, abolitionEN, time.May, 27, saintBarthelemy | saintMartin | saintMartinByLetter, 1984, 2011, abolitionBasis},
	{abolition, abolitionFR, abolitionEN, time.October, 9, saintBarthelemy, 2012, 0, abolition2012},
	{abolition, abolitionFR, abolitionEN, time.May, 27, saintMartin | saintMartinByLetter, 2012, 2017, abolition2012},
	{abolition, abolitionFR, abolitionEN, time.May, 28, saintMartin, 2018, 0, "Délibération du conseil territorial du 5 novembre 2015, suivie depuis la circulaire du 4 mai 2018 ; le Code du travail, art. L3422-2, porte toujours le 27 mai"},
	{abolition, abolitionFR, abolitionEN, time.May, 27, saintMartinByLetter, 2018, 0, "Code du travail, art. L3422-2, à la lettre ; loi n° 2017-256 du 28 février 2017 ; l'usage est le 28 mai"},
	{"citizenship", "Fête de la citoyenneté", "Citizenship Day", time.September, 24, nouvelleCaledonie, 1994, 0, "Accord interprofessionnel territorial de Nouvelle-Calédonie du 27 juillet 1994, art. 74"},
	{"gospel", "Arrivée de l'Évangile", "Arrival of the Gospel", time.March, 5, polynesie, 1985, 0, polynesian},
	{goodFriday, "Vendredi saint", "Good Friday", 0, -2, polynesie, 1985, 0, polynesian},
	{"autonomy", "Fête de l'autonomie", "Autonomy Day", time.June, 29, polynesie, 1985, 2024, polynesian},
	{"matarii", "Matari'i i ni'a", "Matari'i i Ni'a", time.November, 20, polynesie, 2025, 0, polynesian + " ; loi du pays adoptée le 6 mai 2025"},
	{"saint_pierre_chanel", "Saint Pierre Chanel", "Saint Peter Chanel", time.April, 28, wallisEtFutuna, 1961, 0, wallisian},
	{"territory", "Fête du Territoire", "Territory Day", time.July, 29, wallisEtFutuna, 1961, 0, wallisian + " ; loi n° 61-814 du 29 juillet 1961"},
}

// pacific returns the text by which the eleven holidays of the metropole are also
// those of a territory in which the metropole's Code does not hold.
func (a area) pacific() string {
	switch a {
	case nouvelleCaledonie:
		return "Comme en métropole ; accord interprofessionnel territorial de Nouvelle-Calédonie, art. 74"
	case polynesie:
		return "Comme en métropole ; " + polynesian
	case wallisEtFutuna:
		return "Comme en métropole ; loi n° 52-1322 du 15 décembre 1952"
	}
	return ""
}

// appendFrench appends the holidays of an area, as they are chosen.
func appendFrench(out []Yearly, where area, chosen Choices) []Yearly {
	if where == saintMartin && chosen.ByTheLetter {
		where = saintMartinByLetter
	}
	for i := range frenchHolidays {
		h := &frenchHolidays[i]
		if h.area&where == 0 || h.key == goodFriday && where == alsaceMoselle && !chosen.GoodFriday {
			continue
		}
		y := Yearly{Holiday: Holiday{Key: h.key, FR: h.fr, EN: h.en, Basis: h.basis, FirstYear: h.first, LastYear: h.last}}
		y.rule = dateRule{kind: onDate, month: h.month, day: h.day}
		if h.month == 0 {
			y.rule.kind = afterEaster
		}
		if text := where.pacific(); text != "" && h.area == everywhere {
			y.Basis = text
		}
		if h.key == pentecostMonday && chosen.PentecostWorked {
			y.except = []int{2005, 2006, 2007}
		}
		out = append(out, y)
	}
	return out
}
