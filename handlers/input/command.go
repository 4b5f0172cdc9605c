package input

// IsCommand has every command that can be written in a private chat.
var IsCommand = wordSet(`appeal approve ban blackout bulletin card check correct custody forget groups help hold invite key known
	language leave me merge mine mirrors named next official panic pause picture place private protect region
	relay release reopen reply resume review skip sms split start stats status subject successors takedown takedowns
	tried unban vote why`)

// OpensByLink has the commands that a link may give: they show something, and change nothing.
var OpensByLink = wordSet("status review why card relay bulletin")
