// Writes what date-holidays has for the codes of the file that is given, in the same form.
const fs = require('fs');
const Holidays = require('date-holidays');

const elsewhere = {
  'FR-6AE': ['FR', '67'], 'FR-971': ['GP'], 'FR-972': ['MQ'], 'FR-973': ['GF'], 'FR-974': ['RE'], 'FR-976': ['YT'],
  'FR-BL': ['BL'], 'FR-MF': ['MF'], 'FR-NC': ['NC'], 'FR-PF': ['PF'], 'FR-PM': ['PM'], 'FR-WF': ['WF'],
};
const lines = fs.readFileSync(process.argv[2], 'utf8').trim().split('\n');
for (const code of new Set(lines.map((line) => line.split('\t')[0]))) {
  const place = elsewhere[code] || code.split('-');
  const list = new Holidays(...place);
  for (let year = 2000; year <= 2060; year++) {
    for (const day of list.getHolidays(year) || []) {
      if (day.type === 'public') console.log([code, day.date.slice(0, 10), day.name].join('\t'));
    }
  }
}
