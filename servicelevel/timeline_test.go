package servicelevel_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/statement"
)

// A contract that goes from Pro to Business in the middle of May has Business from June on (D24).
func ExampleCatalogue_Timeline() {
	contract := proContract()
	rent := decimal.New(149, 0)
	contract.Rent = &rent
	contract.Changes = []servicelevel.Change{{On: calendar.MustParseDate("2026-05-12"), Level: servicelevel.Business}}
	timeline, err := servicelevel.NUXIT().Timeline(contract)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, days := range timeline.Plans {
		fmt.Println("from", days.From, days.Plan.Level)
	}
	saturday := at("2026-05-16T22:00:00+02:00")
	days := timeline.At(saturday)
	for _, kind := range []servicelevel.RequestKind{servicelevel.ServiceRequest, servicelevel.Incident} {
		earliest, _ := days.Earliest(servicelevel.Request{Ticket: "T1", Kind: kind, At: saturday})
		fmt.Println(days.Plan.Level, kind, earliest.Format(time.DateTime))
	}
	rules, refused := days.Plan.Desk.Refuses(servicelevel.ByTelephone)
	fmt.Println("by telephone refused:", refused, rules)
	// Output:
	// from 2026-01-01 pro
	// from 2026-06-01 business
	// pro request 2026-05-18 09:00:00
	// pro incident 2026-05-16 22:00:00
	// by telephone refused: true [S28]
}

func TestTimelineOfEveryDay(t *testing.T) {
	t.Parallel()
	ct := proContract()
	ct.Changes = []servicelevel.Change{{On: day("2026-05-12"), Level: servicelevel.Serenity}, {On: day("2026-08-01"), Level: servicelevel.Standard}}
	x, err := servicelevel.NUXIT().Timeline(ct)
	require.NoError(t, err)
	assert.Equal(t, "Europe/Paris", x.Location.String())
	assert.False(t, x.Owes, "nothing is promised that costs")
	for on, level := range map[string]servicelevel.Level{
		"2025-12-31": servicelevel.Pro, "2026-01-01": servicelevel.Pro, "2026-05-31": servicelevel.Pro, "2026-06-01": servicelevel.Serenity,
		"2026-07-31": servicelevel.Serenity, "2026-08-01": servicelevel.Standard, "2089-12-31": servicelevel.Standard,
	} {
		assert.Equal(t, level, x.On(day(on)).Plan.Level, on)
		assert.Equal(t, "nuxit", x.On(day(on)).Edition)
	}
	assert.Equal(t, servicelevel.Pro, x.At(at("2026-05-31T23:59:59+02:00")).Plan.Level)
	assert.Equal(t, servicelevel.Serenity, x.At(at("2026-05-31T22:00:00Z")).Plan.Level, "midnight in Paris")

	x.Plans[0].Plan.Desk.Channels[0] = servicelevel.ByMail
	again, err := servicelevel.NUXIT().Timeline(ct)
	require.NoError(t, err)
	assert.Equal(t, servicelevel.ByTicket, again.Plans[0].Plan.Desk.Channels[0], "what is returned is the caller's own")
}

func TestTimelineRefuses(t *testing.T) {
	t.Parallel()
	_, err := new(servicelevel.Catalogue).Timeline(proContract())
	require.ErrorContains(t, err, "catalogue: must be made")
	_, err = servicelevel.NUXIT().Timeline(servicelevel.Contract{})
	require.ErrorContains(t, err, "contract.id")
	ct := proContract()
	ct.Level = servicelevel.CriticalBusiness
	_, err = servicelevel.NUXIT().Timeline(ct)
	require.ErrorContains(t, err, "contract.level")

	var none servicelevel.Timeline
	assert.Nil(t, none.On(day("2026-05-01")))
	assert.Nil(t, none.At(at("2026-05-01T00:00:00Z")))
	_, err = new(servicelevel.PlanDays).Earliest(servicelevel.Request{})
	require.ErrorContains(t, err, "plan: must be made")
	x, err := servicelevel.NUXIT().Timeline(proContract())
	require.NoError(t, err)
	_, err = x.Plans[0].Earliest(servicelevel.Request{Ticket: "T1", At: time.Date(2400, 1, 1, 0, 0, 0, 0, time.UTC)})
	require.ErrorContains(t, err, "request.at")
}

func TestCatalogueUnderAnEdition(t *testing.T) {
	t.Parallel()
	both, err := servicelevel.NUXIT().With(servicelevel.Magic())
	require.NoError(t, err)
	for _, id := range []string{"nuxit", "magic"} {
		c, ok := both.Under(id)
		require.True(t, ok)
		assert.Equal(t, id, c.Edition().ID)
		assert.Empty(t, c.Currency(), "euros")
	}
	_, ok := both.Under("other")
	assert.False(t, ok)
	_, ok = new(servicelevel.Catalogue).Under("")
	assert.False(t, ok)
	assert.Empty(t, new(servicelevel.Catalogue).Currency())
	e := servicelevel.NUXIT().Edition()
	e.Currency = "CHF"
	c, err := servicelevel.Compile(e)
	require.NoError(t, err)
	assert.Equal(t, "CHF", c.Currency())
}

func TestAssumptionByItself(t *testing.T) {
	t.Parallel()
	a := statement.Assumption{Rule: "D29", Choice: "hours", Price: decimal.New(7050, -2)}
	b := a
	b.Price = decimal.New(705, -1)
	assert.True(t, a.Equal(b), "one amount")
	a.Explain("CHF")
	assert.Contains(t, a.Explained.EN, "CHF 70.50")
	assert.True(t, a.Equal(b), "whatever it is worded")
	b.Price = decimal.New(71, 0)
	assert.False(t, a.Equal(b))
	require.NoError(t, a.ValidateIn("CHF"))
	require.ErrorContains(t, a.ValidateIn("JPY"), "price")
}
