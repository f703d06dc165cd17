package servicelevel_test

import (
	"math/big"
	"strings"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/statement"
)

// tonguesIn are English and French, with amounts in a currency.
var tonguesIn = inEachCurrency(func(c modelCurrency) [2]*tongue {
	en, fr := "-?€", " €"
	if c != "" {
		en, fr = "-?"+string(c)+" ", " "+string(c)
	}
	return [2]*tongue{
		newTongue(c, false, "; ", ".", ",", "by outage: ", "by intervention: ", en+`\d\d?\d?(?:,\d\d\d)*`+c.decimalsSaid(`\.`), `-?(?:1 day|\d\d?\d?(?:,\d\d\d)*(?:\.\d\d?)? days)`, `%`, func(f form) string { return f.en }),
		newTongue(c, true, " ; ", ",", "\u202f", "par interruption : ", "par intervention : ", "-?\\d\\d?\\d?(?:\u202f\\d\\d\\d)*"+c.decimalsSaid(",")+fr, "-?(?:[01](?:,\\d\\d?)? jour|\\d\\d?\\d?(?:\u202f\\d\\d\\d)*(?:,\\d\\d?)? jours)", ` %`, func(f form) string { return f.fr }),
	}
})

// sign is how a currency is called in words.
func (c modelCurrency) sign() string {
	if c == "" {
		return "€"
	}
	return string(c)
}

// decimalsSaid is how the decimals of an amount are written, all of them or none.
func (c modelCurrency) decimalsSaid(point string) string {
	if c.decimals() == 0 {
		return ""
	}
	return point + strings.Repeat(`\d`, int(c.decimals()))
}

// halves is what is halved when an amount is rounded to even.
func (c modelCurrency) halves() string {
	if c == "" {
		return `(, half cents to even|, les demi-centimes au pair)`
	}
	return `(, halves to even|, les demies au pair)`
}

// tongueOf is the language in which an amount is written: only in French its currency stands behind it.
func (p *pocket) tongueOf(amount string) *tongue {
	tongues := tonguesIn(p.currency)
	if strings.HasSuffix(amount, p.currency.sign()) {
		return tongues[1]
	}
	return tongues[0]
}

// mostOfAll is the most that an amount can be: ten billion, and one of a currency of three decimals.
func (p *pocket) mostOfAll() *big.Rat {
	if p.currency.decimals() == 3 {
		return fraction(1e9, 1)
	}
	return fraction(1e10, 1)
}

// minorOf is a currency of the smallest unit that an assessment says its amounts have, of those that are drawn.
func minorOf(u *statement.Uptime) modelCurrency {
	return map[penalty.Minor]modelCurrency{penalty.Whole: "JPY", penalty.Thousandths: "KWD"}[u.Assessment.Terms.Minor]
}

// currencyOf is that of what is owed by terms.
func currencyOf(t *penalty.Terms) modelCurrency {
	return minorOf(&statement.Uptime{Assessment: penalty.Assessment{Terms: *t}}).unlessDays(t)
}
