package response

import "maps"

// Under returns a Tracker of tickets that go from plan to plan: while a ticket has one of the plans it is
// measured by the Tracker of that name, by the rows that it has for no plan.
//
//	tracker := response.Under(map[string]*response.Tracker{"pro": pro, "business": business})
//
// A nil Tracker promises nothing. A plan that is not there is refused by Check.
func Under(plans map[string]*Tracker) *Tracker { return &Tracker{plans: maps.Clone(plans)} }

// row returns the goals of a place. ok is false if the table does not have it.
func (k *Tracker) row(p place) (r *row, ok bool) {
	if k.plans == nil {
		r, ok = k.rows[p]
		return r, ok
	}
	of, ok := k.plans[p.plan]
	if of != nil {
		if r, found := of.rows[place{p.priority, ""}]; found {
			return r, true
		}
	}
	return new(row), ok
}
