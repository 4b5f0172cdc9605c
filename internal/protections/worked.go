package main

const worked = "Besides. What is worked on stays with those who work on it"

// guardedTexts are the protections of what volunteers and reviewers are shown.
var guardedTexts = []protection{
	{worked, "What a claim says can be neither forwarded nor copied, by whichever command or button it is shown", one("handlers/view/inside.go", `Protect: true}`, `Protect: false}`), whole, "TestWhatIsWorkedOnIsProtected"},
	{worked, "… nor can its files", one("bot/telegram/deliver.go", `d.Protect || forwardsFile(d.Media)`, `d.Protect`), whole, "TestWhatIsWorkedOnIsProtected"},
	{worked, "… wherever they are shown, alone, cleaned or in an album", one("bot/telegram/deliver.go", `d.Protect || forwardsFile(d.Media)`, `d.Protect`), "bot/telegram", "TestAFileOfSomebodysIsProtected"},
}
