#!/usr/bin/env bash
# npm ical.js 2.2.1: an event of one hour takes no time at all in spring, and two hours in autumn.
#
# An event begins at 01:30 in Paris and has DURATION:PT1H. In the night on which the clocks go forward its startDate and
# its endDate are the same instant; in the night on which they go back they are two hours apart, in summer one. A night
# shift of PT8H from 22:00 takes 7 hours and 9. The property duration says 1 and 8 each time, and so the two disagree.
# A DTSTART in UTC gives the hour in each.
#
# One would guess that what is written as an hour is one, the more so as RFC 5545 says that weeks and days of a duration
# follow the calendar while its hours, minutes and seconds are exact. The library adds all of them to the local time, and
# reads a time that comes twice as the second of the two, which the RFC says is the first. Who takes the hours of a call
# or of a shift as endDate less startDate gives one away or bills one too many. What helps where a duration has no days:
# the start taken to UTC by convertToZone, and the duration added to that.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --no-update-notifier ical.js@2.2.1 >/dev/null
cat >main.mjs <<'JS'
import ICAL from 'ical.js';

const calendar = (start, duration) => `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//finding//EN
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1
DTSTAMP:20240101T000000Z
DTSTART${start}
DURATION:${duration}
END:VEVENT
END:VCALENDAR
`.replaceAll('\n', '\r\n');

const hours = (from, to) => (to.toJSDate() - from.toJSDate()) / 3_600_000;
for (const [start, duration] of [
  [';TZID=Europe/Paris:20240331T013000', 'PT1H'],
  [';TZID=Europe/Paris:20240714T013000', 'PT1H'],
  [';TZID=Europe/Paris:20241027T013000', 'PT1H'],
  [';TZID=Europe/Paris:20240330T220000', 'PT8H'],
  [';TZID=Europe/Paris:20241026T220000', 'PT8H'],
  [':20240331T003000Z', 'PT1H'],
  [':20241026T233000Z', 'PT1H'],
]) {
  const root = new ICAL.Component(ICAL.parse(calendar(start, duration)));
  const event = new ICAL.Event(root.getFirstSubcomponent('vevent'));
  const utc = event.startDate.convertToZone(ICAL.Timezone.utcTimezone);
  const end = utc.clone();
  end.addDuration(event.duration);
  console.log(`${start.slice(1)} ${event.duration}: ${hours(event.startDate, event.endDate)} h, in UTC ${hours(utc, end)} h`);
}
JS
got=$(TZ=UTC node main.mjs)
want='TZID=Europe/Paris:20240331T013000 PT1H: 0 h, in UTC 1 h
TZID=Europe/Paris:20240714T013000 PT1H: 1 h, in UTC 1 h
TZID=Europe/Paris:20241027T013000 PT1H: 2 h, in UTC 1 h
TZID=Europe/Paris:20240330T220000 PT8H: 7 h, in UTC 8 h
TZID=Europe/Paris:20241026T220000 PT8H: 9 h, in UTC 8 h
20240331T003000Z PT1H: 1 h, in UTC 1 h
20241026T233000Z PT1H: 1 h, in UTC 1 h'
echo "$got"
[ "$got" = "$want" ] || { echo "the behaviour has changed" >&2; exit 1; }
