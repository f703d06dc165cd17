package billing

import (
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/plans"
)

// CheckFor refuses a request that is said to be of another contract and is of this one.
func (b *Maker) CheckFor(r *facts.Request) error {
	if r.For == "" || r.For != b.Term.Contract.ID {
		return nil
	}
	return fault.New("for", r.For, "must be another contract")
}

// CheckShared refuses hours for a request of another contract on a day whose plan has none for
// that.
func (b *Maker) CheckShared(r *facts.Request, at int64) error {
	if r.For == "" {
		return nil
	}
	if plan := &b.At(at).Data; plan.Work.Shared == plans.SharesNothing {
		return fault.New("ticket", r.Ticket, "is of the contract "+r.For+", with which the level "+plan.Level.String()+" shares no hours on that day")
	}
	return nil
}

// checkPayer refuses a session that is not charged to the contract that the others of its
// ticket are charged to.
func (b *Maker) checkPayer(in *facts.Intervention, request int32) error {
	r, sum := &b.Act.Requests[request], &b.Known[request]
	switch {
	case in.ChargedTo != "" && in.ChargedTo == b.Term.Contract.ID:
		return fault.New("charged_to", in.ChargedTo, "must be another contract")
	case in.ChargedTo != "" && r.For != "":
		return fault.New("charged_to", in.ChargedTo, "must be absent: the request is of the contract "+r.For+", and charged here")
	case sum.Sessions > 0 && sum.Payer != in.ChargedTo:
		payer := sum.Payer
		if payer == "" {
			payer = b.Term.Contract.ID
		}
		return fault.New("charged_to", in.ChargedTo, "must be as of the other sessions of the ticket, which are charged to "+payer)
	}
	return nil
}

// ChargedElsewhere is the work of the fund of a session that another contract is charged for.
const ChargedElsewhere = -2

// ticketOf returns the fund's ticket of a request.
func (b *Maker) ticketOf(request int32) int {
	n := b.FundTicket(request)
	if b.Act.Requests[request].For != "" {
		b.Hours.Fund.ForOther(n)
	}
	return n
}
