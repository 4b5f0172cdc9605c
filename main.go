// Command rastau is a Telegram bot by which people check what they are shown. See README.md.
package main

import (
	"os"

	"github.com/rastau/rastau/internal/app"
	"github.com/rastau/rastau/internal/demo"
)

// version is set when a release is built.
var version = "dev"

func main() { os.Exit(app.Main(version, app.Demos{Pianist: demo.Play, Shutdown: demo.Shutdown})) }
