package screening

import "regexp"

// Summons tells whether a text asks people to go or come somewhere, in any of the four languages. It is better to stop one
// text too many: a reviewer lets it through.
func Summons(text string) bool {
	for _, s := range summons {
		if s.MatchString(text) {
			return true
		}
	}
	return false
}

// A word of these begins at a space or the start; what follows a stem may be any ending.
const word = `(?i)(?:^|[^\p{L}])`

var summons = []*regexp.Regexp{
	// Russian: all go out, gather, come, go and see, meeting point
	regexp.MustCompile(word + `(?:вы?ходите|выходим|все на|собираемся|собирайтесь|приходите|приезжайте|подходите|подъезжайте|идите|идём|идем|езжайте|съездите|сходите)\s+(?:\p{L}+\s+){0,3}(?:на|в|к|ко|у|около|возле|до|туда|сюда|посмотр\p{L}*|провер\p{L}*|сним\p{L}*)(?:$|[^\p{L}])`),
	regexp.MustCompile(word + `(?:сбор|встреча(?:емся)?|митинг)\s+(?:\p{L}+\s+){0,2}(?:(?:в|к)\s+\d{1,2}[:.]\d{2}|завтра|сегодня|у|на площад\p{L}*)`),
	regexp.MustCompile(word + `(?:кто|если)\s+(?:\p{L}+\s+){0,2}(?:рядом|поблизости|недалеко)(?:[^.!?]{0,40})(?:провер\p{L}*|посмотр\p{L}*|сним\p{L}*|съезд\p{L}*|сход\p{L}*)`),
	// Kazakh: come out, gather, come, go and see
	regexp.MustCompile(word + `\p{L}+(?:ға|ге|қа|ке|на|не)\s+(?:шығыңыз|шығыңыздар|шығайық|жиналыңыз|жиналыңыздар|жиналайық|келіңіз|келіңіздер|барыңыз|барыңыздар|барайық)(?:$|[^\p{L}])`),
	regexp.MustCompile(word + `(?:жиналыңыздар|барып\s+(?:көр|тексер|түсір)\p{L}*)`),
	// Kyrgyz: likewise
	regexp.MustCompile(word + `\p{L}+(?:га|ге|го|гө|ка|ке|ко|кө|на|не)\s+(?:чыккыла|чыгыңыз\p{L}*|чыгалы|чогулгула|чогулалы|чогулуңуз\p{L}*|келгиле|келиңиз\p{L}*|баргыла|барыңыз\p{L}*|баралы)(?:$|[^\p{L}])`),
	regexp.MustCompile(word + `(?:чогулгула|барып\s+(?:көр|текшер|тарт)\p{L}*)`),
	// English
	regexp.MustCompile(word + `(?:come|gather|meet|assemble|let's meet|everyone|everybody|head)\s+(?:\p{L}+\s+){0,2}(?:to|at|in front of|outside)\s+(?:the\s+)?\p{L}+`),
	regexp.MustCompile(word + `(?:go|drive|walk)\s+(?:\p{L}+\s+){0,4}(?:and|to)\s+(?:see|look|check|film|verify|record)(?:$|[^\p{L}])`),
}
