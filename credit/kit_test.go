package credit_test

import (
	"time"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/internal/kit"
)

const (
	minute = time.Minute
	hour   = time.Hour
)

var (
	halfHours    = credit.Terms{Blocks: credit.Blocks{Size: 30 * minute}}
	euros, nuxit = kit.Euros, kit.Tariff
)
