package sheet

// words are what the sheet says beside the bulletin itself.
type words struct {
	check string
	steps []string
	key   string
}

var in = map[string]words{
	"en": {
		check: "Check that nobody changed this sheet",
		steps: []string{
			"Open the file verify.html on any phone, or run: rastau verify PHOTO --key KEY. No internet is needed.",
			"Photograph the square. What it says is what was signed; compare it with this sheet.",
			"The key must be the one that you were given by somebody you trust, not the one printed here by whoever pinned this up.",
		},
		key: "Our key in words",
	},
	"ru": {
		check: "Проверьте, что этот лист не изменили",
		steps: []string{
			"Откройте файл verify.html на любом телефоне или запустите: rastau verify ФОТО --key КЛЮЧ. Интернет не нужен.",
			"Сфотографируйте квадрат. Подписано то, что в нём: сравните с этим листом.",
			"Ключ должен быть тем, который вам дал человек, кому вы доверяете: здесь его мог напечатать кто угодно.",
		},
		key: "Наш ключ словами",
	},
	"kk": {
		check: "Бұл парақты ешкім өзгертпегенін тексеріңіз",
		steps: []string{
			"Кез келген телефонда verify.html файлын ашыңыз немесе мынаны іске қосыңыз: rastau verify СУРЕТ --key КІЛТ. Интернет қажет емес.",
			"Шаршыны суретке түсіріңіз. Қол қойылғаны – сонда жазылғаны: осы парақпен салыстырыңыз.",
			"Кілт сіз сенетін адам берген кілт болуы керек: мұнда оны кез келген адам басып шығара алады.",
		},
		key: "Біздің кілтіміз сөзбен",
	},
	"ky": {
		check: "Бул баракты эч ким өзгөртпөгөнүн текшериңиз",
		steps: []string{
			"Каалаган телефондо verify.html файлын ачыңыз же муну иштетиңиз: rastau verify СҮРӨТ --key АЧКЫЧ. Интернет керек эмес.",
			"Чарчыны сүрөткө тартыңыз. Кол коюлганы – анда жазылганы: ушул барак менен салыштырыңыз.",
			"Ачкыч сиз ишенген адам берген ачкыч болушу керек: бул жерге аны ар ким басып чыгара алат.",
		},
		key: "Биздин ачкыч сөз менен",
	},
}
