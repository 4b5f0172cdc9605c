package intent

import "strings"

// grammars are everything that asks, in the order in which they are tried.
var grammars = []grammar{
	grammarOf(Identity, false, identityLines),
	grammarOf(Identity, true, identityMarkedLines),
	grammarOf(Place, false, placeLines),
	grammarOf(Place, true, placeMarkedLines),
	grammarOf(Truth, false, truthLines),
	grammarOf(Truth, true, truthMarkedLines),
}

func init() { //nolint:gochecknoinits // fills what the spelling is looked up in
	for _, lines := range []string{identityLines, identityMarkedLines, placeLines, placeMarkedLines, truthLines, truthMarkedLines} {
		learn(lines)
	}
	for _, list := range classes {
		learn(list)
	}
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// Words may come in any order: {any.ru} and its like are words that go with such a question, whatever stands where.
const identityLines = `
	{any.ru}* кто {any.ru}* это|он|она|они|этот|эта|эти {any.ru}*
	{any.ru}* это|он|она|они|этот|эта|эти {any.ru}* кто {any.ru}*
	{any.ru}* кто {any.ru}* этот|эта|эти|тот|та|те {adj.ru}* {person.ru} {where.ru}? {any.ru}*
	{any.ru}* кто {tail.ru}* это|он|она {adj.ru}* {person.ru} {where.ru}? {any.ru}*
	{any.ru}* кто {tail.ru}* такой|такая|такие {pic.ru}* {bye}*
	{any.ru}* кто это? {onpic.ru} {any.ru}*
	{hi}* кто это говорит|кричит|поет|стоит|сидит|лежит|плачет|выступает|рассказывает|идет|бежит|танцует {pic.ru}* {bye}*
	{any.ru}* кто изображен|изображена|снят|снята|запечатлен|показан|показана {pic.ru}* {bye}*
	{any.ru}* {know.ru} {any.ru}* {obj.ru} {any.ru}*
	{any.ru}* {obj.ru} {any.ru}* {know.ru} {any.ru}*
	{any.ru}* кто {any.ru}* нибудь|либо|то {any.ru}* знает|знают|знаком {any.ru}* {obj.ru} {any.ru}*
	{any.ru}* кто {any.ru}* нибудь|либо|то {any.ru}* {obj.ru} {any.ru}* знает|знают|знаком {any.ru}*
	{any.ru}* знает|знают|знаете|знаешь|знаком|знакомы {any.ru}* этого|эту|этих|этим|этой {adj.ru}* {person.ru} {where.ru}? {any.ru}*
	{any.ru}* этого|эту|этих|этим|этой {adj.ru}* {person.ru} {any.ru}* знает|знают|знаете|знаешь|знаком|знакомы {any.ru}*
	{hi}* вам? знаком|знакома|знакомы|известен|известна этот|эта|эти|вам {person.ru}? {where.ru}? {bye}*
	{any.ru}* как {any.ru}* {obj.ru} зовут|звать|имя|фамилия {where.ru}? {any.ru}*
	{any.ru}* как зовут|звать|имя|фамилия {obj.ru} {where.ru}? {any.ru}*
	{any.ru}* имя|фамилия у? {obj.ru} {where.ru}? {any.ru}*
	{any.ru}* что это? за {adj.ru}* {person.ru} {where.ru}? {any.ru}*
	{any.ru}* опознать|узнать|установить|идентифицировать|опознайте личность|имя? {adj.ru}* {obj.ru} {where.ru}? {any.ru}*
	{any.ru}* опознать|идентифицировать|опознайте личность? {adj.ru}* {person.ru} {where.ru}? {any.ru}*
	{any.ru}* чье это лицо {where.ru}? {any.ru}*

	{any.tk}* {anchor.tk} {any.tk}* ким|кимдер {any.tk}*
	{any.tk}* ким|кимдер {any.tk}* {anchor.tk} {any.tk}*
	{any.tk}* ким|кимдер екен|экен {any.tk}*
	… {person.tk} ким|кимдер {tail.tk}* {bye}*
	{any.tk}* {know.tk} {any.tk}*
	{any.tk}* {dem1.tk} {any.tk}* ким|кимдер|бироо|биреу {any.tk}* {knows.tk} {any.tk}*
	{any.tk}* {person.tk} {any.tk}* ким|кимдер|бироо|биреу {any.tk}* {knows.tk} {any.tk}*
	{any.tk}* ким|кимдер|биреу|бироо|кайсыныз {any.tk}* таниды|таныйды|тааныйт|тааныды|таныды {any.tk}*
	{any.tk}* {knower.tk} {any.tk}* бар|барбы|барма|барсыз~|барсын~|барсынар~ {any.tk}*
	{any.tk}* {name.tk} {any.tk}* ким|кандай|калай|кимде {any.tk}*
	{any.tk}* {name.tk} {any.tk}* {tell.tk} {any.tk}*
	{any.tk}* ким екенин|экенин|экендигин|екендигин {any.tk}* {tell.tk} {any.tk}*

	{hi}* who is|are|was|were this|that|he|she|they|these|those|it|him|her|dude {pic.en}* {bye}*
	{hi}* who this|that|he|she|they|these|those is|are|was|were? {pic.en}* {bye}*
	{hi}* who is|are|was|were? this|that|these|those|the|our {adj.en}* {person.en} {where.en}? {bye}*
	{hi}* who {adj.en}* {person.en} is|are this|that|these|those {bye}*
	{any.en}* know|knows|recognise|identify|id|tell|name|figure|find {any.en}* who is|are|was? this|that|he|she|they|these|those|it|the {adj.en}* {person.en}? is|are|was|were? {where.en}? {bye}*
	{any.en}* recognise|recognised|identify|id {any.en}* {him.en} {where.en}? {bye}*
	do|does|did|can|anyone|anybody|someone|somebody|hi|hey {any.en}* know|knows {him.en} {where.en}? {bye}*
	{hi}* you guys? know {him.en} {where.en}? {bye}*
	{any.en}* know|knows|what|tell {any.en}* is|was|are? {any.en}* {his.en} name|names {where.en}? {bye}*
	{any.en}* name|names|identity of this|that|these|those|the {adj.en}* {person.en} {where.en}? {bye}*
	{any.en}* idea|ideas|clue|guess|guesses who this|that|he|she|they|these|those|the {adj.en}* {person.en}? is|are|might|could? be? {where.en}? {bye}*
	{any.en}* identification|ids of|on {him.en} {where.en}? {bye}*
	{hi}* who|whom? am|are i|we|you looking|seeing at? here? {bye}*
`

const identityMarkedLines = `
	{any.ru}* знаете|знаешь|знает|помните {any.ru}* {obj.ru} {any.ru}*
	{any.ru}* {obj.ru} {any.ru}* знаете|знаешь|помните {any.ru}*
	{hi}* знакомое|знакомые лицо|лица
`

const placeLines = `
	{hi}* где|когда|откуда|куда и|или? где|когда|откуда? это|эта|этот|эти {place.ru}* {bye}*
	{hi}* это|эта|этот|эти {place.ru}* где|когда|откуда и|или? где|когда? {place.ru}* {bye}*
	{hi}* где|когда|откуда и|или? где|когда? {place.ru} {place.ru}* {bye}*
	{hi}* {dem.tk}* {place.tk}* кайда|кашан|качан|кайсы|каи|кай|кайдан|кайжерде жер|жерде|жердин|жери|шахар|калада|кала|шаарда|шаар|кун|куни|куну|жылы|жыл? мен|менен|жана|да? кайда|кашан|качан? {place.tk}* {dem.tk}* {q.tk}? {bye}*
	{hi}* where|when and|or? where|when? is|was|are|were|did|has this|that|it|these|those|the {place.en}* {bye}*
	{hi}* what|which city|place|street|town|village|country|year|day is|was this|that|it {place.en}* {bye}*
`

const placeMarkedLines = `
	{hi}* где|когда|where|when и|and|or|или? где|когда|where|when? {place.ru}* {bye}*
	{hi}* узнаете|узнает|узнали кто? нибудь? это|этот|эту? место|улицу|город|здание {bye}*
`

const truthLines = `
	{hi}* это|а|и|все? правда|верно|правда|неправда ли|льи …
	{hi}* правда|верно ли …
	{hi}* is|was|are it|this|that|these|those|the video|photo|picture|news|story|image|message|post? really|actually|even|all? true|real|fake|false|genuine|legit|correct|right|ai|deepfake or|and? not|fake|false|true|real|ai|generated? {bye}*
	{hi}* true|real|fake|false or true|real|fake|false|not {bye}*
	{hi}* правда|фейк|ложь|реальное|реал|настоящее или нет|фейк|правда|ложь|вранье|неправда|обман|монтаж|постановка|нейросеть {bye}*
	{hi}* это|эта новость|все|всё|видео|фото? правда|фейк|ложь|неправда|настоящее|реальное|реальность|монтаж или нет|фейк|правда|ложь|вранье|неправда|обман|монтаж|постановка|нейросеть {bye}*
	{hi}* … рас|шын|отирик|жалган|фейк|отирик|дурыс|шынайы па|ба|пе|бе|ма|ме отирик|жалган|рас|шын|жок|фейк? па|ба|пе|бе|ма|ме? {bye}*
	{hi}* … чынбы|жалганбы|калппы|чындыкпы|туурабы|фейкпи|фейкби|чынба|шынба|распа|шынбы|чынби же? калппы|жалганбы|жокпу|чынбы|фейкпи|калпбы? {bye}*
	{hi}* … чын|чындык|жалган|калп беле|бекен|белем|эле|элеби|бейм {bye}*
`

const truthMarkedLines = `
	{hi}* а|и? это|эта|все|всё|то? новость|видео|фото|сообщение? не|точно|реально|действительно|вообще|всё|все|разве? правда|фейк|ложь|неправда|верно|вранье|реально|реальность|монтаж|нейросеть|дипфейк|настоящее {where.ru}? {bye}*
	{hi}* правда|правдо|реально|серьезно|фейк|неправда|верно|точно {bye}*
	{hi}* true|real|fake|legit|really {bye}*
	{hi}* … это правда|фейк|ложь
	{hi}* … рас|чын|шын
`
