package sheet

// words are what the sheet says beside the bulletin itself.
type words struct {
	check string
	steps []string
	key   string
}

var in = map[string]words{
	"en": {
		check: "Check that no one changed this sheet",
		steps: []string{
			"Open our page verify.html on any phone; no internet is needed.",
			"Scan the QR code and compare: only what the phone shows is signed.",
			"The key must be the one that someone you trust gave you: anyone could have printed the one here.",
		},
		key: "Our key in words",
	},
	"ru": {
		check: "Проверьте, что этот лист не изменили",
		steps: []string{
			"Откройте нашу страницу verify.html на любом телефоне; интернет не нужен.",
			"Сканируйте QR-код и сравните: подписано только то, что покажет телефон.",
			"Ключ должен быть тем, который вам дал человек, кому вы доверяете: здесь его мог напечатать кто угодно.",
		},
		key: "Наш ключ словами",
	},
	"kk": {
		check: "Бұл парақты ешкім өзгертпегенін тексеріңіз",
		steps: []string{
			"Кез келген телефонда біздің verify.html бетін ашыңыз; интернет қажет емес.",
			"QR-кодты сканерлеп, осы парақпен салыстырыңыз: телефон көрсеткенге ғана қол қойылған.",
			"Кілт сіз сенетін адам берген кілт болуы керек: мұнда оны кез келген адам басып шығара алады.",
		},
		key: "Біздің кілтіміз сөзбен",
	},
	"ky": {
		check: "Бул баракты эч ким өзгөртпөгөнүн текшериңиз",
		steps: []string{
			"Каалаган телефондо биздин verify.html баракты ачыңыз; интернет керек эмес.",
			"QR-кодду сканерлеп, ушул барак менен салыштырыңыз: телефон көрсөткөнгө гана кол коюлган.",
			"Ачкыч сиз ишенген адам берген ачкыч болушу керек: бул жерге аны ар ким басып чыгара алат.",
		},
		key: "Биздин ачкыч сөз менен",
	},
}
