// Command shared prints what the page and the program have to have in common.
package main

import (
	"fmt"

	"github.com/rastau/rastau/verification/bulletin"
)

func main() { fmt.Println(string(bulletin.Shared())) }
