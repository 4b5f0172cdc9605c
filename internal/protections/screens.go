package main

// hints are what people could type so that a screen does not see it.
const hints = "Besides. Screens see through how things are typed"

const (
	gazetteer = "verification/places"
	readPlace = "verification/places/parse.go"
	foldFile  = "verification/screening/fold.go"
	namesFile = "verification/screening/names.go"
	lookFile  = "verification/screening/lookup.go"
)

// screened are those of the screens and of the gazetteer.
var screened = []protection{
	{hints, "Letters are read as they look", one(foldFile, `range norm.NFKC.String(p.text[i:end]) {`, `range p.text[i:end] {`), screens, "TestEveryWayOfTypingIsFolded"},
	{hints, "… without what nobody sees", one(foldFile, `	case invisible(r):
		return`, `	case false:
		return`), screens, "TestNamesInAnyLettersAreHidden"},
	{hints, "… in whatever script", one(foldFile, `like, ok := looksLike[r]; ok {`, `like, ok := looksLike[r]; ok && false {`), screens, "TestEveryWayOfTypingIsFolded"},
	{hints, "… taken apart", one("verification/screening/words.go", `return p.joined(list)`, `return list`), screens, "TestEveryWayOfTypingIsFolded"},
	{hints, "… stretched", one("verification/screening/skeleton.go", `if l := u[0][k]; len(out) == 0 || out[len(out)-1] != l {`, `if l := u[0][k]; true {`), screens, "TestEveryWayOfTypingIsFolded"},
	{hints, "… with digits for letters", one("verification/screening/skeleton.go", `m[r] = standing[r]`, `m[r] = nil`), screens, "TestEveryWayOfTypingIsFolded"},
	{hints, "Digits are read in whatever script", one(foldFile, `if d := digitOf(r); d >= 0 {`, `if d := digitOf(r); d >= 0 && d < 0 {`), screens, "TestEveryWayOfTypingIsFolded"},
	{hints, "… and in the queries of links", one("verification/screening/links.go", `case path != "" && m.tellsOf(path):`, `case false:`), screens, "TestEveryWayOfTypingIsFolded"},
	{hints, "A question hides no accusation", one(lookFile, `return ok && e.allows(before)`, `return ok && false && e.allows(before)`), screens, "TestEveryWayOfTypingIsFolded"},
	{hints, "… nor does the ending of a verb", one(lookFile, `return verbEndings[string(rest)] || e.asked(rest)`, `return e.asked(rest)`), screens, "TestEveryWayOfTypingIsFolded"},
	{hints, "A question that is nothing but a place and an hour calls", one("verification/screening/lexicon.go", `return l.bare(words, said)`, `return false`), screens, "TestAPlaceAndAnHourThatAreAllOfAQuestionCall"},
	{hints, "What was masked is looked at again", one("verification/screening/mask.go", `const most = 8`, `const most = 1`), screens, "TestWhatIsMaskedIsLookedAtAgain"},
	{hints, "Where it cannot be told, a name is hidden", one(namesFile, `	n.doubt()
	return n`, `	return n`), screens, "TestNamesInAnyLettersAreHidden"},
	{hints, "… with the word before it", one(namesFile, `case !n.words[i].ends, before:`, `case !n.words[i].ends, before && false:`), screens, "TestNamesInAnyLettersAreHidden"},
	{hints, "… and in both alphabets at once", one(foldFile, `	p.unify()
`, ``), screens, "TestNamesInAnyLettersAreHidden"},
	{hints, "Beside a name stands a profession and nothing else", one("verification/screening/profession.go", `return ok && p.Settled()`, `return ok || p.Settled()`), screens, "TestAProfessionIsNothingElse"},
	{hints, "… with no place but where somebody comes from", one("verification/screening/profession.go", `return ok && p.Settled()`, `return ok && (p.Settled() || true)`), screens, "TestAProfessionIsNothingElse"},
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
