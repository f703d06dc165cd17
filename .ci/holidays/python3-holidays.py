"""Writes what python3-holidays has for the codes of the file that is given, in the same form."""
import sys
import types

for name in ("korean_lunar_calendar", "hijri_converter", "hijri_converter.convert"):
    sys.modules[name] = types.ModuleType(name)  # of countries that are not compared
    sys.modules[name].KoreanLunarCalendar = sys.modules[name].Gregorian = sys.modules[name].Hijri = type("None", (), {})
sys.modules["hijri_converter"].convert = sys.modules["hijri_converter.convert"]
import holidays  # noqa: E402

FRANCE = {
    "57": "Alsace-Moselle", "67": "Alsace-Moselle", "68": "Alsace-Moselle", "6AE": "Alsace-Moselle", "971": "Guadeloupe",
    "972": "Martinique", "973": "Guyane", "974": "La Réunion", "976": "Mayotte", "BL": "Saint-Barthélémy",
    "MF": "Saint-Martin", "NC": "Nouvelle-Calédonie", "PF": "Polynésie Française", "PM": "Métropole", "WF": "Wallis-et-Futuna",
}
BRITAIN = {"": "UK", "ENG": "England", "NIR": "NorthernIreland", "SCT": "Scotland", "WLS": "Wales"}
years = range(1999, 2062)
for code in sorted({line.split("\t")[0] for line in open(sys.argv[1])}):
    country, _, part = code.partition("-")
    try:
        if country == "FR":
            days = holidays.France(prov=FRANCE.get(part, "Métropole"), years=years)
        elif country == "GB":
            days = getattr(holidays, BRITAIN[part])(years=years)
        else:
            days = holidays.CountryHoliday(country, years=years, **({"prov": part} if part else {}))
    except KeyError:
        print(code, "is not there", file=sys.stderr)
        continue
    for date, name in sorted(days.items()):
        if 2000 <= date.year <= 2060:
            print(code, date, name, sep="\t")
