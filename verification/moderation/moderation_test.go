package moderation

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPersonalDataAreMasked(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Звоните +7 701 123 45 67, спросите Ивана": "Звоните ▒▒▒, спросите Ивана",
		"тел 87011234567":                                               "тел ▒▒▒",
		"0 (555) 12-34-56 Айбек":                                        "▒▒▒ Айбек",
		"+996555123456":                                                 "▒▒▒",
		"ЖСН 850101300123 деп жазылған":                                 "ЖСН ▒▒▒ деп жазылған",
		"карта 4400 4301 2345 6789":                                     "карта ▒▒▒",
		"паспорт N12345678, выдан":                                      "паспорт ▒▒▒, выдан",
		"ID AN1234567.":                                                 "ID ▒▒▒.",
		"пишите ivan.petrov@mail.kz!":                                   "пишите ▒▒▒!",
		"живёт на ул. Абая, д. 12, кв. 5 в Алматы":                      "живёт на ▒▒▒ в Алматы",
		"улица Жибек Жолы 45А":                                          "▒▒▒",
		"Абай көшесі 12, Алматы":                                        "▒▒▒, Алматы",
		"he lives at 12 Abay street, they say":                          "he lives at ▒▒▒, they say",
		"https://wa.me/77011234567":                                     "▒▒▒",
		"tel:+77011234567":                                              "▒▒▒",
		"Протест на улице Абая продолжается":                            "Протест на улице Абая продолжается",
		"погибли 164 человека, 20 000 задержаны":                        "погибли 164 человека, 20 000 задержаны",
		"1 000 000 000 тенге":                                           "1 000 000 000 тенге",
		"09.01.2022 18:30 на канале":                                    "09.01.2022 18:30 на канале",
		"https://t.me/channel/123456789 и https://youtu.be/12345678901": "https://t.me/channel/123456789 и https://youtu.be/12345678901",
		"": "",
	} {
		require.Equal(t, want, Mask(text), text)
	}
}

func TestTextsThatSendPeopleSomewhereAreFound(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Все выходите на площадь сегодня вечером!", "Собираемся у акимата в шесть", "Сбор в 18:00 на площади", "приезжайте в аэропорт",
		"Кто рядом с аэропортом, проверьте, есть ли там военные", "Съездите туда и посмотрите",
		"Ертең алаңға шығыңыздар!", "Әуежайға барып көріңіздерші", "Алаңда жиналыңыздар",
		"Аянтка чыккыла, элдер!", "Аэропортко барып көргүлө", "Бүгүн аянтта чогулгула",
		"Come to the square tonight", "Please go to the airport and see whether there are troops", "gather at the city hall",
	} {
		require.True(t, CallsToGather(text), text)
	}
	for _, text := range []string{
		"Правда, что это сегодня на площади и что там стоят танки?", "СРОЧНО! В город вошли танки, закрыты все дороги и стреляют по людям.", "Бүгін алаңда атыс болды ма?",
		"Сегодня в аэропорту задержали иностранцев", "В 18:00 на площади Республики начали стрелять", "Tanks at the square tonight?", "Эртең аэропорт жабылат деген чынбы?",
		"Это правда, что на площади стреляют?", "В Алматы высадились 20 тысяч десантников", "Поезд идёт в Астану", "Что происходит в аэропорту?",
		"Бұл адам кім?", "Алматыда интернет өшірілді", "Бул ким?", "Бишкекте эмне болуп жатат?",
		"Is it true that troops came at night?", "The president will speak at noon", "Задержанный говорит, что ему обещали деньги",
		"",
	} {
		require.False(t, CallsToGather(text), text)
	}
}

func TestAccusations(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"он террорист", "Иван Иванов, поджигатель", "лаңкес", "кылмышкер", "an arsonist", "The looter from the mall", "вор", "a spy"} {
		require.True(t, Accuses(text), text)
	}
	for _, text := range []string{"пианист из Бишкека", "Воронов Пётр", "учитель", "a pianist from Bishkek", "Спьян", "мұғалім", "Spyros Kokkinos"} {
		require.False(t, Accuses(text), text)
	}
}

func TestWordsSaidInCustody(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"Задержанный в Алматы признался", "ұсталған адам мойындады", "кармалган адам", "The detained man confessed", "на допросе сказал"} {
		require.True(t, InCustody(text), text)
	}
	for _, text := range []string{"Завтра дождь", "признаки болезни", "мектеп жабылды", "the bridge is closed"} {
		require.False(t, InCustody(text), text)
	}
}

func TestWhereabouts(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Викрам, работает в филармонии", "Иван Иванов, сотрудник банка", "живёт по Абая 5", "дүкенде жұмыс істейді", "банктын кызматкери", "мектепте иштейт",
		"he works at the school", "lives on Abay street", "место работы: завод",
	} {
		require.True(t, GivesLocation(text), text)
	}
	for _, text := range []string{"пианист из Бишкека", "Викрам Рузахунов", "джаз пианисти, Бишкек", "Бішкектен келген пианист", "a jazz pianist from Bishkek", "музыкант", "Works"} {
		require.False(t, GivesLocation(text), text)
	}
}
