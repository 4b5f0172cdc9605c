package matching

import "strings"

// Words of which a question about files is made: those that ask by themselves, and those that ask with a question mark. With
// any other word it says something: "Is this Kyiv?" is not "Is this true?"
var (
	asking = listed(`who where when кто где когда откуда ли кім қайда қашан қайдан ким кайда качан кайдан
		па пе ба бе ма ме чынбы жалганбы`)
	asked = listed(`is are was were it this that these those he she they true real fake what s and or
		это этот эта эти он она они такой такая такие было был была были что и или правда неправда настоящее настоящий фейк
		бұл мынау ол осы болған болды рас шын өтірік және бул тигил ал ушул болгон болду чын эле жалган жана
		please hello скажите подскажите пожалуйста здравствуйте айтыңызшы сәлеметсіз салем айтыңызчы саламатсызбы
		photo picture video фото снимок видео сурет бейне сүрөт`)
)

func listed(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// Asks tells whether a text is nothing but a question, in any of the languages. Such a text counts for nothing beside the
// files that it came with; whatever else is said of a picture counts as much as the picture.
func Asks(text string) bool {
	asks := strings.Contains(text, "?")
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !sayable(r) }) {
		if !asking[w] && !asked[w] {
			return false
		}
		asks = asks || asking[w]
	}
	return asks
}
