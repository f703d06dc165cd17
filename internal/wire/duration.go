package wire

import (
	"time"

	"github.com/palier-go/palier/internal/text"
)

// AppendDuration appends d as ISO 8601 text: "PT1H30M", "PT0S", "-PT0.5S".
func AppendDuration(dst []byte, d time.Duration) []byte { return text.AppendDuration(dst, d) }

// ParseDuration reads what AppendDuration writes. Each unit may exceed its usual
// range ("PT90M"), seconds may have up to nine decimals. Days and longer units,
// whose length varies, are refused.
func ParseDuration(s string) (time.Duration, error) { return text.ParseDuration(s) }
