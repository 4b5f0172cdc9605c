package bot

import (
	"fmt"
	"runtime"
	"strings"
)

// Stack is where the panic happened that the calling deferred function recovered, innermost first: functions and lines alone.
// What the runtime itself writes has arguments in it, and with them people's ids.
func Stack() string {
	const deepest, skipped = 32, 3 // skipped are Callers, Stack and the deferred function
	pcs := make([]uintptr, deepest)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(skipped, pcs)])
	var b strings.Builder
	for more := true; more; {
		var f runtime.Frame
		f, more = frames.Next()
		fmt.Fprintf(&b, "%s %s:%d\n", f.Function, f.File, f.Line)
	}
	return b.String()
}
