"""Tells in which working days the second file differs from the first: docs/holidays.md explains them."""
import datetime
import sys
from collections import defaultdict


def read(path):
    found = defaultdict(dict)
    for line in open(path):
        code, date, name = line.rstrip("\n").split("\t")[:3]
        if datetime.date.fromisoformat(date).weekday() < 5:
            found[code][date] = name
    return found


ours, theirs = read(sys.argv[1]), read(sys.argv[2])
alike = 0
for code in sorted(ours.keys() & theirs.keys()):
    names = defaultdict(list)
    for sign, a, b in (("+", ours[code], theirs[code]), ("-", theirs[code], ours[code])):
        for date in sorted(a.keys() - b.keys()):
            names[sign + " " + a[date]].append(date)
    for name, dates in sorted(names.items()):
        print(f"{code} {name}: {len(dates)} from {dates[0]} to {dates[-1]}")
    alike += not names
print(f"{alike} of {len(ours.keys() & theirs.keys())} lists are alike to the day")
