package credit_test

import (
	"fmt"
	"time"

	"github.com/palier-go/palier/credit"
)

func ExampleBlocks_Billable() {
	blocks := credit.Blocks{Size: 30 * time.Minute}
	d, _ := blocks.Billable(10*time.Minute, 10*time.Minute, 11*time.Minute)
	fmt.Println(d)

	smaller := credit.Blocks{Minimum: 20 * time.Minute, Size: 5 * time.Minute} // 20 min, then 5 by 5
	short, _ := smaller.Billable(12 * time.Minute)
	long, _ := smaller.Billable(32 * time.Minute)
	fmt.Println(short, long)
	// Output:
	// 1h0m0s
	// 20m0s 35m0s
}

func ExamplePack_PerHour() {
	fmt.Println(credit.Pack{Time: 3 * time.Hour, Price: euros("169")}.PerHour(credit.Hundredths))
	// Output: 56.33
}

func ExampleTariff_Cheapest() {
	o, _ := nuxit().Cheapest(26 * time.Hour)
	for _, l := range o.Lines {
		fmt.Println(l.Count, "×", l.Pack.Time)
	}
	fmt.Println(o.Price.StringFixed(2))
	// Output:
	// 1 × 20h0m0s
	// 2 × 3h0m0s
	// 1037.00
}
