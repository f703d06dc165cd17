package credit_test

import (
	"slices"
	"time"

	"github.com/palier-go/palier/credit"
)

// work is the time worked, and the time billed by month.
func (m *model) work(e *credit.Entry) (worked time.Duration, byMonth map[string]time.Duration) {
	byMonth = map[string]time.Duration{}
	type span struct{ from, to time.Time }
	spans := []span{{e.At, e.At.Add(e.Time)}}
	if len(e.Sessions) > 0 {
		spans = nil
		for _, s := range e.Sessions {
			spans = append(spans, span{s.Start, s.End})
		}
	}
	var last string
	var unit, billed time.Duration
	round := func() {
		byMonth[last] += m.up(unit) - unit
		billed += m.up(unit)
		unit = 0
	}
	for _, s := range spans {
		for t := s.from; t.Before(s.to); t = t.Add(time.Minute) {
			worked += time.Minute
			unit += time.Minute
			byMonth[m.month(t)] += time.Minute
			last = max(last, m.month(t))
		}
		if m.terms.Blocks.Counting == credit.EachSession {
			round()
		}
	}
	round()
	if m.terms.Paying == credit.StartMonth {
		byMonth = map[string]time.Duration{m.month(e.At): billed}
	}
	delete(byMonth, "")
	return worked, byMonth
}

func (m *model) closer(id string) *credit.Entry {
	for i, e := range m.entries {
		if e.Of == id && e.Kind != credit.Extend {
			return &m.entries[i]
		}
	}
	return nil
}

// estimate is that of a hold with its extensions among the first n entries.
func (m *model) estimate(id string, n int, until time.Time) time.Duration {
	d := m.find(id).Time
	for _, e := range m.entries[:n] {
		if e.Kind == credit.Extend && e.Of == id && !e.At.After(until) {
			d += e.Time
		}
	}
	return d
}

// apply returns "" or a word for why it refuses. It works on a copy that it
// builds from the first entry on.
func (m *model) apply(e credit.Entry) string {
	fresh := &model{terms: m.terms, loc: m.loc}
	for _, old := range m.entries {
		if reason := fresh.step(old); reason != "" {
			return "the model refuses what it took before: " + reason
		}
	}
	reason := fresh.step(e)
	if reason == "" {
		*m = *fresh
	}
	return reason
}

func (m *model) step(e credit.Entry) string {
	of := m.find(e.Of)
	if e.Of != "" {
		allowed := map[credit.Kind][]credit.Kind{
			credit.Extend: {credit.Hold}, credit.Capture: {credit.Hold}, credit.Release: {credit.Hold},
			credit.Reversal: {credit.Debit, credit.Capture}, credit.Refund: {credit.Purchase},
		}
		switch {
		case of == nil || !slices.Contains(allowed[e.Kind], of.Kind):
			return "target"
		case m.closer(e.Of) != nil:
			return "closed"
		case e.At.Before(m.since(of.ID)):
			return "field"
		}
	}
	m.entries = append(m.entries, e)
	n := len(m.entries)
	switch e.Kind {
	case credit.Purchase, credit.Gift:
		m.settle()
	case credit.Overdraft:
		m.limit = e.Time
	case credit.Allowance:
		for _, ev := range m.events {
			if ev.source[0] == 'm' && m.sum(func(o event) bool { return o.source == ev.source && !o.at.After(ev.at) }) > m.granted(ev.source, n) {
				return "in use"
			}
		}
	case credit.Hold:
		if !m.draw(e.ID, "held", e.At, map[string]time.Duration{m.month(e.At): m.up(e.Time)}) {
			return "short"
		}
	case credit.Extend:
		far := time.Unix(1<<40, 0)
		more := m.up(m.estimate(of.ID, n, far)) - m.up(m.estimate(of.ID, n-1, far))
		if !m.draw(of.ID, "held", e.At, map[string]time.Duration{m.month(of.At): more}) {
			return "short"
		}
	case credit.Release:
		m.giveBack(of.ID, "held")
		m.settle()
	case credit.Capture:
		return m.capture(&e, of)
	case credit.Debit:
		_, byMonth := m.work(&e)
		if !m.draw(e.ID, "used", e.At, byMonth) {
			return "short"
		}
	case credit.Reversal:
		m.giveBack(of.ID, "used")
		m.settle()
	case credit.Refund:
		if m.sum(func(ev event) bool { return ev.source == of.ID }) > 0 {
			return "in use"
		}
		if m.left(of.ID, e.At) < of.Time {
			return "field"
		}
		m.move(of.ID, of.ID, "refunded", of.Time, nil)
	}
	return ""
}

func (m *model) capture(e, of *credit.Entry) string {
	_, byMonth := m.work(e)
	var billed time.Duration
	same := true
	for name, d := range byMonth {
		billed += d
		same = same && (name == m.month(of.At) || d == 0)
	}
	sources, times, _ := m.drawn(of.ID, "held")
	var has time.Duration
	for _, s := range sources {
		has += times[s]
	}
	if billed > has {
		return "held"
	}
	m.giveBack(of.ID, "held")
	if !same {
		if !m.draw(e.ID, "used", e.At, byMonth) {
			return "short"
		}
	} else {
		for _, s := range sources {
			d := min(times[s], billed)
			billed -= d
			m.move(s, e.ID, "used", d, nil)
			if s == "over" && d > 0 {
				m.debts = append(m.debts, e.ID)
			}
		}
	}
	m.settle()
	return ""
}
