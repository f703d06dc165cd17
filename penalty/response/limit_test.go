package response_test

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
)

// An incident may have an id of a thousand bytes, and as many pauses.
func TestIncidentAtItsLimits(t *testing.T) {
	start := at("2026-05-12T10:00:00Z")
	in := quick()
	in.ID, in.Pauses = strings.Repeat("x", 1000), make([]calendar.Pause, 1000)
	for i := range in.Pauses {
		in.Pauses[i] = calendar.Pause{Start: start, End: start}
	}
	require.NoError(t, in.Validate())
	require.NoError(t, response.Guarantee{Within: penalty.MaxPeriod}.Validate())
}

// As many answers as outages are assessed at once, and not one more.
func TestAnswersAtTheirLimit(t *testing.T) {
	may := month(t, "2026-05")
	answers := make([]response.Answer, penalty.MaxOutages)
	_, err := response.Guarantee{Within: 1}.Penalty(dec("90.00"), may, answers)
	require.NoError(t, err)
	_, err = response.Guarantee{Within: 1}.Penalty(dec("90.00"), may, append(answers, response.Answer{}))
	assert.Equal(t, []string{"responses"}, faults(t, err))
	bad := penalty.Terms{Target: dec("2")}
	_, err = response.Guarantee{Within: 1, Late: &bad}.Penalty(dec("-1"), may, append(answers, response.Answer{}))
	assert.Equal(t, []string{"late.target", "late.rate", "rent", "responses"}, faults(t, err))
}

func TestZeroValues(t *testing.T) {
	require.NoError(t, response.Attainment{}.Validate())
	require.NoError(t, response.Answer{}.Validate())
	assert.Equal(t, penalty.Ratio{Num: math.MaxInt - 1, Den: math.MaxInt}, response.Attainment{InTime: math.MaxInt - 1, Late: 2}.Ratio(), "as many as fit")
}

// What contradicts itself is no answer.
func TestRefusedAnswers(t *testing.T) {
	assert.Equal(t, []string{"outcome", "margin", "margin", "elapsed"}, faults(t, response.Answer{Outcome: 7, Margin: -1, Elapsed: -1}.Validate()))
	assert.Equal(t, []string{"margin"}, faults(t, response.Answer{Within: 2, Elapsed: 1}.Validate()))
}
