#!/usr/bin/env bash
# npm date-holidays 3.37.0: a region that is not known is left out, and the country's holidays are returned.
#
# Good Friday is a holiday of Alsace and Moselle. Asked for the region by the ISO 3166-2 code of today, GES for
# Grand Est, or by that of old Alsace, A, the library says that 29 March 2024 is a working day: it knows the three
# départements 57, 67 and 68 alone, and takes any other code for all of France, without an error. A country that is
# not known gives no holidays at all instead.
#
# One would guess that what is not known is refused, or is the same for a region as for a country. A calendar that is
# configured by region opens an office on two holidays a year, and nothing says so. What helps: look the code up in
# getStates first.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --no-update-notifier date-holidays@3.37.0 >/dev/null
cat >main.js <<'JS'
const Holidays = require('date-holidays');
for (const [country, region] of [['FR', '67'], ['FR', 'GES'], ['FR', 'A'], ['FR', undefined], ['QQ', undefined]]) {
  const calendar = new Holidays(country, region);
  const all = calendar.getHolidays(2024) || [];
  const free = all.filter((day) => day.type === 'public');
  console.log(country, region ?? '-', free.length, free.some((day) => day.date.startsWith('2024-03-29')));
}
JS
got=$(TZ=UTC node main.js)
want='FR 67 13 true
FR GES 11 false
FR A 11 false
FR - 11 false
QQ - 0 false'
echo "$got"
[ "$got" = "$want" ] || { echo "the behaviour has changed" >&2; exit 1; }
