#!/usr/bin/env bash
# npm cron 4.4.0: in the night on which the clocks go back, a job of every day at 03:00 runs at 02:00 as well.
#
# The hour from 02:00 to 03:00 comes twice in Paris that night, 03:00 comes once. A CronJob for "0 3 * * *" runs at the
# second 02:00, which its rule does not name, and again at 03:00. So does one for 02:00 in London and in New York, at
# 01:00. A job for 02:30, which is in the hour that comes twice, runs once, and one for 04:00 runs once. Here the jobs run
# on a clock that is put forward a minute at a time.
#
# One would guess that only the hour which comes twice needs care: who knows of that night puts a daily job right behind
# it. The library goes back an hour from the time that it found if the hour before that time is the one that comes twice,
# and takes the result without another look at the rule. A nightly run that bills the day, or takes the hours of the day
# from a pack, does so twice. What helps: an hour from 04:00 on, a rule in UTC, or a key for each day that the second run
# finds in use.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --no-update-notifier cron@4.4.0 >/dev/null
cat >main.js <<'JS'
const { mock } = require('node:test');
const { CronJob } = require('cron');
const { DateTime } = require('luxon');

const jobs = [
  ['Europe/Paris', '0 3 * * *', '2024-10-26'],
  ['Europe/Paris', '30 2 * * *', '2024-10-26'],
  ['Europe/Paris', '0 4 * * *', '2024-10-26'],
  ['Europe/London', '0 2 * * *', '2024-10-26'],
  ['America/New_York', '0 2 * * *', '2024-11-02'],
];
for (const [timeZone, cronTime, day] of jobs) {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: new Date(`${day}T16:00:00Z`) });
  const runs = [];
  const onTick = () => runs.push(DateTime.now().setZone(timeZone).toFormat('dd HH:mmZ'));
  const job = CronJob.from({ cronTime, timeZone, onTick, start: true });
  for (let minute = 0; minute < 40 * 60; minute++) mock.timers.tick(60_000);
  job.stop();
  mock.timers.reset();
  console.log(`${timeZone}, ${cronTime}: ${runs.join(', ')}`);
}
JS
got=$(TZ=UTC NODE_NO_WARNINGS=1 node main.js)
want='Europe/Paris, 0 3 * * *: 27 02:00+1, 27 03:00+1, 28 03:00+1
Europe/Paris, 30 2 * * *: 27 02:30+2, 28 02:30+1
Europe/Paris, 0 4 * * *: 27 04:00+1, 28 04:00+1
Europe/London, 0 2 * * *: 27 01:00+0, 27 02:00+0, 28 02:00+0
America/New_York, 0 2 * * *: 03 01:00-5, 03 02:00-5, 04 02:00-5'
echo "$got"
[ "$got" = "$want" ] || { echo "the behaviour has changed" >&2; exit 1; }
