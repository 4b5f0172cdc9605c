package main

// hints are what people could type so that a screen does not see it.
const hints = "Besides. Screens see through how things are typed"

const (
	gazetteer = "verification/places"
	readPlace = "verification/places/parse.go"
)

// screened are those of the screens and of the gazetteer.
var screened = []protection{
	{hints, "Letters are read as they look", one(`verification/moderation/lexicon/text.go`, `range norm.NFKC.String(p.Source[i:end]) {`, `range p.Source[i:end] {`), `verification/moderation`, "TestEveryWayOfTypingIsFolded"},
	{hints, "… without what nobody sees", one(`verification/moderation/lexicon/text.go`, `	case invisible(r):
		return`, `	case false:
		return`), `verification/moderation`, "TestNamesInAnyLettersAreHidden"},
	{hints, "… in whatever script", one(`verification/moderation/lexicon/text.go`, `like, ok := looksLike[r]; ok {`, `like, ok := looksLike[r]; ok && false {`), `verification/moderation`, "TestEveryWayOfTypingIsFolded"},
	{hints, "… taken apart", one(`verification/moderation/lexicon/words.go`, `return p.joined(list)`, `return list`), `verification/moderation`, "TestEveryWayOfTypingIsFolded"},
	{hints, "… stretched", one(`verification/moderation/lexicon/skeleton.go`, `if l := u[0][k]; len(out) == 0 || out[len(out)-1] != l {`, `if l := u[0][k]; true {`), `verification/moderation`, "TestEveryWayOfTypingIsFolded"},
	{hints, "… with digits for letters", one(`verification/moderation/lexicon/skeleton.go`, `m[r] = standing[r]`, `m[r] = nil`), `verification/moderation`, "TestEveryWayOfTypingIsFolded"},
	{hints, "Digits are read in whatever script", one(`verification/moderation/lexicon/text.go`, `if d := digitOf(r); d >= 0 {`, `if d := digitOf(r); d >= 0 && d < 0 {`), `verification/moderation`, "TestEveryWayOfTypingIsFolded"},
	{hints, "… and in the queries of links", one(`verification/moderation/links.go`, `case path != "" && m.tellsOf(path):`, `case false:`), `verification/moderation`, "TestEveryWayOfTypingIsFolded"},
	{hints, "A question hides no accusation", one(`verification/moderation/lexicon/lookup.go`, `return ok && e.allows(before)`, `return ok && false && e.allows(before)`), `verification/moderation`, "TestEveryWayOfTypingIsFolded"},
	{hints, "… nor does the ending of a verb", one(`verification/moderation/lexicon/lookup.go`, `return verbEndings[string(rest)] || e.asked(rest)`, `return e.asked(rest)`), `verification/moderation`, "TestEveryWayOfTypingIsFolded"},
	{hints, "A question that is nothing but a place and an hour calls", one(`verification/moderation/lexicon/lexicon.go`, `return l.bare(words, said)`, `return false`), `verification/moderation`, "TestAPlaceAndAnHourThatAreAllOfAQuestionCall"},
	{hints, "What was masked is looked at again", one(`verification/moderation/mask.go`, `const most = 8`, `const most = 1`), `verification/moderation`, "TestWhatIsMaskedIsLookedAtAgain"},
	{hints, "Where it cannot be told, a name is hidden", one(`verification/moderation/names.go`, `	n.doubt()
	return n`, `	return n`), `verification/moderation`, "TestNamesInAnyLettersAreHidden"},
	{hints, "… with the word before it", one(`verification/moderation/names.go`, `case !n.words[i].Ends, before:`, `case !n.words[i].Ends, before && false:`), `verification/moderation`, "TestNamesInAnyLettersAreHidden"},
	{hints, "… and in both alphabets at once", one(`verification/moderation/lexicon/text.go`, `	p.unify()
`, ``), `verification/moderation`, "TestNamesInAnyLettersAreHidden"},
	{hints, "Beside a name stands a profession and nothing else", one(`verification/moderation/profession.go`, `return ok && p.Settled()`, `return ok || p.Settled()`), `verification/moderation`, "TestAProfessionIsNothingElse"},
	{hints, "… with no place but where somebody comes from", one(`verification/moderation/profession.go`, `return ok && p.Settled()`, `return ok && (p.Settled() || true)`), `verification/moderation`, "TestAProfessionIsNothingElse"},
	{hints, "A place is a place and nothing besides", one(readPlace, `			return Place{}, false
		}
	}
	for i`, `			r.at++
		}
	}
	for i`), gazetteer, "TestParseTakesNothingBesides"},
	{hints, "… nobody who bears the name of a town", one(readPlace, ` || !r.sure() {`, ` {`), gazetteer, "TestWordsAndNamesOfPeopleAreNoPlaces"},
	{hints, "… and no word that reads like one", one(readPlace, ` || at == r.at+1 && notPlaces[r.tokens[r.at]] {`, ` {`), gazetteer, "TestWordsAndNamesOfPeopleAreNoPlaces"},
	{hints, "… in the letters that it has", one("verification/places/written.go", `			if w.fits(word) {`, `			if w.fits(word) || true {`), gazetteer, "TestWordsAndNamesOfPeopleAreNoPlaces"},
	{hints, "Yesterday is kept as a day", one(`verification/claim/place.go`, `places.ParseAt(string(text), now)`, `places.ParseAt(string(text), now.AddDate(0, 0, 1))`), `verification/claim`, "TestYesterdayIsKeptAsADay"},
}
