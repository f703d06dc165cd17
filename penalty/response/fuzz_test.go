package response_test

import (
	"testing"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty/internal/kit"
	"github.com/palier-go/palier/penalty/response"
)

func FuzzIncidentJSON(f *testing.F) {
	kit.FuzzJSON[response.Incident](f, `{"declared":"2026-06-01T10:00:00+02:00","answered":"2026-06-01T10:45:00+02:00","pauses":[{"start":"2026-06-01T10:00:00Z"}]}`)
}

func FuzzGuaranteeJSON(f *testing.F) {
	kit.FuzzJSON[response.Guarantee](f, `{"within":"PT45M","late":{"target":"1","per_outage":true,"lengths":[{"credit":"0.05"}]}}`)
}

// FuzzCheck looks for a panic of the guarantee at the ends of time.
func FuzzCheck(f *testing.F) {
	f.Add(int64(0), int64(2700), int64(100), int64(200), int64(2_700e9), true)
	f.Fuzz(func(t *testing.T, declared, answered, pause, resumed, within int64, ended bool) {
		stop := calendar.Pause{Start: time.Unix(pause, 0)}
		if ended {
			stop.End = time.Unix(resumed, 0)
		}
		in := response.Incident{Declared: time.Unix(declared, 0), Answered: time.Unix(answered, 0), Pauses: []calendar.Pause{stop}}
		r, err := response.Guarantee{Within: time.Duration(within)}.Check(in, nil)
		if err == nil && r.Validate() != nil {
			t.Fatal(r.Validate())
		}
	})
}
