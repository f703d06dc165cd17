#!/usr/bin/env bash
# npm date-fns 4.4.0: five business days added to a Saturday are four when they are counted.
#
# addBusinessDays puts a target of five business days for a ticket of Saturday 20 July 2024 on Friday 26 July.
# differenceInBusinessDays says that from this Saturday to this Friday it is four, and that it is five to Monday 29 July,
# which is past the target. With the two dates swapped it says -5 and -6. For a ticket of the Friday before it says five
# and six to the same dates, and -5 and -6. Sunday is like Saturday, and each number of days up to 260 is like five.
#
# One would guess that the function that counts is the reverse of the one that adds, and that swapped dates change the
# sign only. The one that adds takes the days after the first up to the last; the one that counts takes the first and
# leaves the last, which is the same as long as the first is no day of a weekend. Who sets targets with one and measures
# with the other takes each ticket of a weekend for a day faster than it was: a penalty that is due is not seen. What
# helps: count from the later date to the earlier and turn the sign, or compare dates instead of numbers.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --no-update-notifier date-fns@4.4.0 >/dev/null
cat >main.js <<'JS'
const { addBusinessDays, differenceInBusinessDays, format } = require('date-fns');

const monday = new Date(2024, 6, 29);
for (const opened of [new Date(2024, 6, 19), new Date(2024, 6, 20), new Date(2024, 6, 21)]) {
  const target = addBusinessDays(opened, 5);
  for (const answered of [target, monday]) {
    const days = differenceInBusinessDays(answered, opened);
    const swapped = differenceInBusinessDays(opened, answered);
    const due = answered > target ? 'late' : 'in time';
    console.log(`${format(opened, 'EEE d')} to ${format(answered, 'EEE d')}, ${due}: ${days}, swapped ${swapped}`);
  }
}
const opened = new Date(2024, 6, 20);
const numbers = [...Array(260).keys()].map((days) => days + 1);
const less = numbers.filter((days) => differenceInBusinessDays(addBusinessDays(opened, days), opened) === days - 1);
console.log(`from a Saturday ${less.length} of ${numbers.length} numbers of days are one less when they are counted`);
JS
got=$(TZ=UTC node main.js)
want='Fri 19 to Fri 26, in time: 5, swapped -5
Fri 19 to Mon 29, late: 6, swapped -6
Sat 20 to Fri 26, in time: 4, swapped -5
Sat 20 to Mon 29, late: 5, swapped -6
Sun 21 to Fri 26, in time: 4, swapped -5
Sun 21 to Mon 29, late: 5, swapped -6
from a Saturday 260 of 260 numbers of days are one less when they are counted'
echo "$got"
[ "$got" = "$want" ] || { echo "the behaviour has changed" >&2; exit 1; }
