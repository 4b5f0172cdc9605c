package view

import (
	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification/claim"
)

// Button is a button with the text of that key, about a claim or none.
func Button(s locale.Speaker, key, verb string, code claim.Code) bot.Button {
	return bot.Button{Text: s.T("button." + key), Data: callback.Data(verb, code, "")}
}

func mark(on bool) string {
	if on {
		return "✓ "
	}
	return ""
}

func tick(on bool) string {
	if on {
		return "☑ "
	}
	return "☐ "
}

func inRows(all []bot.Button, n int) [][]bot.Button {
	var rows [][]bot.Button
	for i := 0; i < len(all); i += n {
		rows = append(rows, all[i:min(i+n, len(all))])
	}
	return rows
}

func flat(rows [][]bot.Button) []bot.Button {
	var all []bot.Button
	for _, r := range rows {
		all = append(all, r...)
	}
	return all
}
