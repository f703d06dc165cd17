package main

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/statement"
)

// column is one of the table of packs: hours of the month or an amount, which is left out if no
// pack has any.
type column struct {
	fr, en string
	time   func(*statement.LotUse) time.Duration
	amount func(*statement.LotUse) decimal.Decimal
	always bool
}

// bought returns the hours that a pack brought in the month: those that are not of the month before.
func bought(l *statement.LotUse) time.Duration {
	return l.Closing + l.Used + l.Refunded + l.Forfeited + l.Moved + l.Withdrawn + l.Lapsed - l.Opening
}

// columns are such that each line adds up: before and bought, less what went, is after; earned,
// deferred, repaid and moved are the price.
var columns = [...]column{
	{fr: "début", en: "before", always: true, time: func(l *statement.LotUse) time.Duration { return l.Opening }},
	{fr: "acheté", en: "bought", time: bought},
	{fr: "utilisé", en: "used", always: true, time: func(l *statement.LotUse) time.Duration { return l.Used }},
	{fr: "remboursé", en: "refunded", time: func(l *statement.LotUse) time.Duration { return l.Refunded }},
	{fr: "perdu", en: "forfeited", time: func(l *statement.LotUse) time.Duration { return l.Forfeited }},
	{fr: "transféré", en: "moved", time: func(l *statement.LotUse) time.Duration { return l.Moved }},
	{fr: "annulé", en: "withdrawn", time: func(l *statement.LotUse) time.Duration { return l.Withdrawn }},
	{fr: "fin", en: "after", always: true, time: func(l *statement.LotUse) time.Duration { return l.Closing }},
	{fr: "acquis", en: "earned", always: true, amount: func(l *statement.LotUse) decimal.Decimal { return l.Earned }},
	{fr: "à servir", en: "deferred", always: true, amount: func(l *statement.LotUse) decimal.Decimal { return l.Deferred }},
	{fr: "rendu", en: "repaid", amount: func(l *statement.LotUse) decimal.Decimal { return l.Repaid }},
	{fr: "transféré", en: "moved", amount: func(l *statement.LotUse) decimal.Decimal { return l.Transferred }},
}

// has reports whether a pack has something in the column.
func (c *column) has(l *statement.LotUse) bool {
	return c.always || c.time != nil && c.time(l) != 0 || c.amount != nil && !c.amount(l).IsZero()
}

// lots writes the packs, with the columns that they need.
func (p *page) lots(s *servicelevel.Statement) {
	lots := s.Credit.Lots
	if len(lots) == 0 {
		return
	}
	head, rows := []string{"  pack", p.t("du", "of"), p.t("prix HT", "price")}, make([][]string, len(lots))
	for i := range lots {
		l := &lots[i]
		rows[i] = []string{"  " + p.lot(l.Lot), p.date(l.Bought), p.amount(l.Price)}
	}
	for i := range columns {
		c, used := &columns[i], false
		for j := range lots {
			used = used || c.has(&lots[j])
		}
		if !used {
			continue
		}
		head = append(head, p.t(c.fr, c.en))
		for j := range lots {
			if c.time != nil {
				rows[j] = append(rows[j], p.lapse(c.time(&lots[j])))
			} else {
				rows[j] = append(rows[j], p.amount(c.amount(&lots[j])))
			}
		}
	}
	p.buf.WriteByte('\n')
	w := tabwriter.NewWriter(&p.buf, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, line := range append([][]string{head}, rows...) {
		fmt.Fprintln(w, strings.Join(line, "\t")+"\t")
	}
	w.Flush()
}
