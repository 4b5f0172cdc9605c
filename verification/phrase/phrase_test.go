package phrase_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/phrase"
)

func TestABareQuestion(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Это правда?", "это правда", "Правда?", "Правда ли это?", "это правда или фейк??", "ЭТО ПРАВДА???", "@rastau_bot это правда", "Это фейк", "фейк?", "не фейк ли это",
		"Здравствуйте! Скажите, это правда?", "Подскажите пожалуйста, это реально было?", "Можете проверить?", "проверьте пжл", "Это видео настоящее?", "Что это?",
		"Кто это", "Кто это такой?", "где и когда это было?", "Где это снято?", "Откуда это видео?", "Можно ли верить этой новости?", "eto pravda?", "kto eto", "gde eto snyato??",
		"is it true?", "Is this real or fake", "is this real??", "Who's this?", "Where was this", "Is this legit", "can you check this please?", "True or false?", "this is true",
		"рас па", "Рас па?", "распа?", "ras pa?", "шын ба", "Шынымен бе?", "shyn ba", "өтірік пе", "бұл рас па екен?", "Бұл кім?", "Қайда, қашан?", "qaida?", "Тексеріп беріңізші", "Бұл видео рас па?",
		"чынбы", "чындыкпы?", "чын эле", "Бул чынбы?", "жалганбы", "Бул ким?", "Кайда, качан?", "chynby", "Бул сүрөт чынбы", "Текшерип бериңизчи",
		"Кто этот человек?", "Бұл адам кім?", "Бул киши ким?", "Who is this man?", "Что это за место?", "Как его зовут?", "Whose photo is this?",
		"?", "???", "❓", "🤔", "🤔🤔", "это правда? 🙏", "Прaвда?", "Э\u0442о\u200b правда?",
	} {
		require.Equal(t, phrase.Question, phrase.Of(text).Kind, text)
	}
}

func TestWhatABareQuestionAsks(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]phrase.Phrase{
		"Это правда?":       {Truth: true},
		"рас па":            {Truth: true},
		"Чындыкпы":          {Truth: true},
		"is this real??":    {Truth: true},
		"Кто это?":          {Who: true},
		"Бұл кім":           {Who: true},
		"Где это снято?":    {Where: true},
		"когда это было":    {Where: true},
		"Кто это и где?":    {Who: true, Where: true},
		"Что это?":          {},
		"Можете проверить?": {},
		"🤔":                 {},
	} {
		want.Kind = phrase.Question
		require.Equal(t, want, phrase.Of(text), text)
	}
}

func TestAGreetingAndThanks(t *testing.T) {
	t.Parallel()
	for kind, texts := range map[phrase.Kind][]string{
		phrase.Greeting: {
			"Привет", "привет!!", "Здравствуйте", "Добрый день!", "доброе утро", "Салам", "Сәлем", "salem", "Сәлеметсіз бе?", "Салам алейкум", "Ассалаумағалейкум", "Қайырлы таң",
			"Саламатсызбы", "Кутман таң", "Hello", "hi", "Good morning", "Hi bot!", "privet", "Привет 👋", "Hello, @rastau_bot",
			"Всем привет!", "Доброго дня", "Здравствуйте, есть кто?", "С Новым годом!", "Сәлем бәріңе", "Амансыз ба", "Салам баарыңарга", "Кандайсыздар", "Hi there!", "Hello everyone",
		},
		phrase.Thanks: {
			"спасибо!", "Спасибо большое", "спс", "благодарю", "рахмет", "Рақмет!", "raqmet", "Көп рахмет сізге", "рахмат", "Чоң рахмат", "Ырахмат", "Thanks!", "thank you very much", "ok", "OK.", "ок",
			"хорошо", "понял", "ладно, спасибо", "жарайды", "макул", "👍", "🙏❤️", "🔥", "…", "Да", "жоқ",
			"Спасибо большое за помощь!", "Огромное спасибо за вашу работу", "Спасибо за быстрый ответ!", "спасибо, что проверили", "Спасибо за инфу, ребята", "Спасибо, очень помогли", "Благодарю от души",
			"Всё понятно, спасибо", "Буду знать, спасибо", "Спасибо, хорошего вам дня!", "Всего доброго", "Не за что", "spasibo bolshoe za pomosh", "spasibo za pomoshch", "Дуже дякую за допомогу",
			"Рахмет сізге!", "Көмегіңізге рахмет", "Жауабыңызға рақмет!", "Сіздерге көп-көп рахмет", "Еңбегіңізге рақмет", "Рахмет, Алла разы болсын",
			"Рахмат сизге!", "Жардамыңызга рахмат", "Чоң рахмат жардамыңыз үчүн", "Баарыңыздарга рахмат", "Ыраазычылык билдирем", "Жакшы калыңыз", "Ёрдамингиз учун рахмат",
			"thank you so much", "Thanks a lot", "Thank you so much for your help!", "Thanks for the quick reply!", "Thank you for checking this", "Thanks for letting me know", "I really appreciate it",
			"thanks, that helps", "well done", "Have a nice day!", "You're welcome",
		},
	} {
		for _, text := range texts {
			require.Equal(t, kind, phrase.Of(text).Kind, text)
		}
	}
}

func TestWhatSaysSomething(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", " ", "Привет, правда что банк закрыт?", "Это Токаев?", "Это не Токаев", "Взрыв в Киеве", "Киев горит, правда?", "Взрыв в Киеве, это правда?",
		"Кто это, Назарбаев?", "https://t.me/x/1", "2018?", "Is it Kyiv?", "Is this Kyiv?", "В Алматы стреляли?", "Кто убил?", "Где мой сын?", "Это сын президента?",
		"Брат прислал, говорит что в Алматы стреляли, это правда?", "Завтра закроют банки", "Свет отключат?", "Судың бағасы рас па?", "Банк жабылды ма?", "Банк жабылдыбы?",
		"Suu jok", "Спасибо, банк закрыт", "Привет из Алматы", "Who was killed?", "The dam has broken", "танки", "Люди на площади?", "Человек погиб", "Город горит", "Адам өлді ме?", "DRS-F6T", "Ребята, на площадь", "Рузахунов",
		"Спасибо врачам за помощь", "Спасибо за помощь Токаеву", "Спасибо, что проверили: банк закрыт", "Вы помогли террористам", "За помощь платят 5000", "за помощь", "Хорошего дня, свет отключат в 18:00",
		"С Новым годом, Алматы горит", "Рахмет сізге, банк жабылды", "Көмегіңізге рахмет, су жоқ", "Жардам жок", "Thank you for the help of the troops", "Thanks for the info that the bank is closed", "No problem with the water",
	} {
		require.Equal(t, phrase.Phrase{}, phrase.Of(text), text)
	}
}
