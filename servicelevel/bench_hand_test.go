package servicelevel_test

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	sl "github.com/palier-go/palier/servicelevel"
)

// The month-end by hand, from bytes to bytes: encoding/json into structs of one's own, the naive
// statement, and encoding/json of what that has. Nothing is checked that encoding/json does not.

type handMonth struct {
	Month    string `json:"month"`
	Contract struct {
		ID       string           `json:"id"`
		Customer string           `json:"customer"`
		Level    string           `json:"level"`
		Start    string           `json:"start"`
		Rent     *decimal.Decimal `json:"rent"`
	} `json:"contract"`
	Activity struct {
		Purchases []struct {
			ID   string    `json:"id"`
			At   time.Time `json:"at"`
			Time string    `json:"time"`
		} `json:"purchases"`
		Requests []struct {
			Ticket string    `json:"ticket"`
			Kind   string    `json:"kind"`
			At     time.Time `json:"at"`
		} `json:"requests"`
		Interventions []struct {
			Ticket string    `json:"ticket"`
			Start  time.Time `json:"start"`
			End    time.Time `json:"end"`
		} `json:"interventions"`
		Outages []struct {
			ID    string    `json:"id"`
			Start time.Time `json:"start"`
			End   time.Time `json:"end"`
			Cause string    `json:"cause"`
		} `json:"outages"`
	} `json:"activity"`
}

// input is what the naive statement takes.
func (h *handMonth) input() (in sl.Input, err error) {
	month, err := time.Parse("2006-01", h.Month)
	if err != nil {
		return in, err
	}
	start, err := time.Parse("2006-01-02", h.Contract.Start)
	if err != nil {
		return in, err
	}
	c := &h.Contract
	in.Month = calendar.Month{Year: month.Year(), Month: month.Month()}
	in.Contract = sl.Contract{ID: c.ID, Customer: c.Customer, Edition: "nuxit", Start: calendar.DateOf(start), Rent: c.Rent}
	in.Contract.Level = map[string]sl.Level{"standard": sl.Standard, "serenity": sl.Serenity, "pro": sl.Pro, "business": sl.Business}[c.Level]
	for _, p := range h.Activity.Purchases {
		lasts, err := time.ParseDuration(strings.ToLower(strings.TrimPrefix(p.Time, "PT")))
		if err != nil {
			return in, err
		}
		in.Activity.Purchases = append(in.Activity.Purchases, sl.Purchase{ID: p.ID, At: p.At, Time: lasts})
	}
	for _, r := range h.Activity.Requests {
		kind := sl.ServiceRequest
		if r.Kind == "incident" {
			kind = sl.Incident
		}
		in.Activity.Requests = append(in.Activity.Requests, sl.Request{Ticket: r.Ticket, Kind: kind, At: r.At})
	}
	for _, i := range h.Activity.Interventions {
		in.Activity.Interventions = append(in.Activity.Interventions, sl.Intervention{Ticket: i.Ticket, Start: i.Start, End: i.End})
	}
	for _, o := range h.Activity.Outages {
		in.Activity.Outages = append(in.Activity.Outages, penalty.Outage{ID: o.ID, Start: o.Start, End: o.End, Cause: o.Cause})
	}
	return in, nil
}

type handWords struct {
	FR string `json:"fr"`
	EN string `json:"en"`
}

type handLine struct {
	Label    handWords `json:"label"`
	Why      handWords `json:"explained"`
	Date     string    `json:"date"`
	Quantity string    `json:"quantity"`
	Price    string    `json:"price"`
	Amount   string    `json:"amount"`
}

type handDraw struct {
	Lot  string `json:"lot"`
	Time string `json:"time"`
	Cost string `json:"cost"`
}

type handTicket struct {
	Ticket        string     `json:"ticket"`
	Month         string     `json:"month"`
	Asked         time.Time  `json:"asked"`
	Earliest      time.Time  `json:"earliest"`
	Worked        string     `json:"worked"`
	Charged       string     `json:"charged"`
	FromAllowance string     `json:"from_allowance"`
	Outside       string     `json:"outside"`
	Draws         []handDraw `json:"draws,omitempty"`
	Why           handWords  `json:"explained"`
}

type handLot struct {
	Lot         string `json:"lot"`
	Bought      string `json:"bought"`
	Time        string `json:"time"`
	Price       string `json:"price"`
	Opening     string `json:"opening"`
	Used        string `json:"used"`
	Closing     string `json:"closing"`
	EarnedMonth string `json:"earned_month"`
	Earned      string `json:"earned"`
	Deferred    string `json:"deferred"`
}

type handAnswer struct {
	Ticket  string    `json:"ticket"`
	Asked   time.Time `json:"start"`
	Due     time.Time `json:"due"`
	Done    time.Time `json:"answered"`
	Elapsed string    `json:"elapsed"`
	Margin  string    `json:"margin"`
	Late    bool      `json:"late"`
	Why     handWords `json:"explained"`
}

type handChoice struct {
	Rule   string    `json:"rule"`
	Choice string    `json:"choice"`
	Of     string    `json:"of,omitempty"`
	Zone   string    `json:"zone,omitempty"`
	Share  string    `json:"share,omitempty"`
	Why    handWords `json:"explained"`
}

type handStatement struct {
	Contract     string       `json:"contract"`
	Customer     string       `json:"customer"`
	From         time.Time    `json:"from"`
	Until        time.Time    `json:"until"`
	Lines        []handLine   `json:"lines"`
	Rate         string       `json:"rate"`
	Net          string       `json:"net"`
	Tax          string       `json:"tax"`
	Gross        string       `json:"gross"`
	Tickets      []handTicket `json:"tickets,omitempty"`
	Granted      string       `json:"granted"`
	Used         string       `json:"used"`
	Opening      string       `json:"opening"`
	Bought       string       `json:"bought"`
	Drawn        string       `json:"drawn"`
	Closing      string       `json:"closing"`
	Lots         []handLot    `json:"lots,omitempty"`
	Answers      []handAnswer `json:"guarantees,omitempty"`
	Down         string       `json:"down"`
	Total        string       `json:"total"`
	Availability string       `json:"availability"`
	Penalty      string       `json:"penalty"`
	Why          handWords    `json:"explained"`
	Owed         *handLine    `json:"owed,omitempty"`
	Choices      []handChoice `json:"assumptions,omitempty"`
}

// byHand reads a month, and returns its statement as JSON.
func (n *naive) byHand(line []byte) ([]byte, error) {
	var h handMonth
	if err := json.Unmarshal(line, &h); err != nil {
		return nil, err
	}
	in, err := h.input()
	if err != nil {
		return nil, err
	}
	s, err := n.statement(in.Contract, in.Activity, in.Month)
	if err != nil {
		return nil, err
	}
	out := handStatement{
		Contract: in.Contract.ID, Customer: in.Contract.Customer, From: s.from, Until: s.until,
		Rate: s.rate.String(), Net: s.net.StringFixed(2), Tax: s.tax.StringFixed(2), Gross: s.gross.StringFixed(2),
		Granted: s.granted.String(), Used: s.used.String(), Opening: s.opening.String(), Bought: s.bought.String(),
		Drawn: s.drawn.String(), Closing: s.closing.String(), Down: s.down.String(), Total: s.total.String(),
		Availability: s.availability.StringFixed(6), Penalty: s.penalty.StringFixed(2), Why: handWords{s.fr, s.en},
	}
	for i := range s.lines {
		out.Lines = append(out.Lines, handLineOf(&s.lines[i]))
	}
	if s.owed.fr != "" {
		owed := handLineOf(&s.owed)
		out.Owed = &owed
	}
	for _, t := range s.tickets {
		row := handTicket{
			Ticket: t.id, Month: t.month, Asked: t.asked, Earliest: t.earliest, Worked: t.worked.String(), Charged: t.charged.String(),
			FromAllowance: t.fromAllowance.String(), Outside: t.outside.String(), Why: handWords{t.fr, t.en},
		}
		for _, d := range t.draws {
			row.Draws = append(row.Draws, handDraw{d.lot.id, d.time.String(), d.cost.StringFixed(2)})
		}
		out.Tickets = append(out.Tickets, row)
	}
	for _, l := range s.lots {
		out.Lots = append(out.Lots, handLot{
			l.id, l.at.Format("2006-01-02"), l.time.String(), l.price.StringFixed(2), l.opening.String(), l.drawn.String(), l.closing.String(),
			l.earnedMonth.StringFixed(2), l.earns.StringFixed(2), l.deferred.StringFixed(2),
		})
	}
	for _, a := range s.answers {
		out.Answers = append(out.Answers, handAnswer{a.ticket, a.asked, a.due, a.done, a.elapsed.String(), a.margin.String(), a.late, handWords{a.fr, a.en}})
	}
	for _, c := range s.choices {
		out.Choices = append(out.Choices, handChoice{c.rule, c.choice, c.of, c.zone, c.share, handWords{c.fr, c.en}})
	}
	return json.Marshal(&out)
}

func handLineOf(l *naiveLine) handLine {
	return handLine{
		handWords{l.fr, l.en}, handWords{l.frWhy, l.enWhy}, l.date.Format("2006-01-02"), l.quantity.String(), l.price.StringFixed(2), l.amount.StringFixed(2),
	}
}
