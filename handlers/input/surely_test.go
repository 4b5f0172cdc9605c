package input

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
)

// noCodes are texts of which a code could be read, and others of their kinds.
var noCodes = []string{
	// Words and places.
	`Москва Это_Москва? Ростов Космос это_восток? Это_старое_видео? war_now хан_вор Москва! Сочи Томск Омск Курск Орёл Тверь Пермь Казань Самара Сургут Рязань Кавказ
	Астана Алматы Ақтау Ақтөбе Атырау Арал Тараз Орал Семей Көкшетау Қостанай Шымкент Кентау Балхаш Аксу Сатпаев Рудный Сарань Хромтау Шу Мерке Арысь Отар Текели
	Ош Бишкек Баткен Нарын Талас Каракол Токмок Кант Узген Кара-Суу Манас Майлуу Тосор Боконбай Кочкор Сокулук Токтогул
	Aktobe Almaty Astana Aktau Atyrau Taraz Bishkek Batken Naryn Talas Tokmok Moscow Rostov Kazan Samara Sochi Tomsk Tver Perm Omsk Osh Kant
	восток космос номера сказка тревога корова корона вокзал завод метро театр школа площадь собака рота война танкер ракета маневр парад мороз осенью нового
	восемь скоро страна смотри хватит вранье старое новое мост сорван ток нет нет_тока мест_нет нам_врут вас_врут все_врут мама там мама_тут
	сахар көмір нан мал соғыс банкте қымбат бензин мектеп мұғалім емхана өрт тасқын сәтте
	police planes tanker rocket strike attack market school bridge street square doctor hacked banned leaked stolen arrest nobody before fake_ad`,
	// Sums, dates, times, numbers, sizes.
	`500_000 500000 500_сом 500сом 500-сом 100_тнг 350_тон 300122 30-01-22 30.01.22 300_122 Видео_от_300122 2022_01 112_103 101-102 100х200 100x200 99х999 1080_50 123_456 123-456
	+77011234567 87011234567 701_123 123_45_67 482915 12_мкр мкр_12А МКР-12А мкр12а дом_12 дом12А корп_2 кор_12а стр_12в кв_12а 12_кор А12_рек`,
	// Number plates and what is called by letters and figures.
	`А123ВС А_123_ВС А123ВС77 123АВС 123ABC a123bc A123BC B777OP 777AAA01 01KG123ABC KZ123 МиГ-29 Ми-24 Су-27 ФАБ500 FAB500 С300В4 C-300 covid19 GPT4o R2D2 M4A1 Ил-76 БТР-80 AN-124 МН-17`,
	// With a hashtag, a keyword, in brackets.
	`#Москва #восток «Ростов» (Космос) ростов?? РОСТОВ Где?_Москва Ростов,_да Спасибо,_Москва`,
}

func wordsOf(lists []string) (all []string) {
	for _, list := range lists {
		for word := range strings.FieldsSeq(list) {
			all = append(all, strings.ReplaceAll(word, "_", " "))
		}
	}
	return all
}

func TestWordsAreNoCodes(t *testing.T) {
	t.Parallel()
	for _, text := range wordsOf(noCodes) {
		_, certain := CodesAlone(text, "rastau_bot")
		require.False(t, certain, text)
	}
}

func TestACodeIsOneHoweverItIsTyped(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"DRS-F6T", "drs-f6t", "DRS F6T", "drs f6t", "DRSF6T", "#DRS-F6T", "Код DRS-F6T", "DRS–F6T", "DRS_F6T", "DRS‑F6T.", "«DRS-F6T»", "DRS-F6T?", "мой код: drs f6t", "Это DRS-F6T?",
	} {
		codes, certain := CodesAlone(text, "rastau_bot")
		require.Equal(t, []claim.Code{"DRSF6T"}, codes, text)
		require.True(t, certain, text)
	}
	for text, code := range map[string]claim.Code{
		"К7Q-2МХ": "K7Q2MX", "к7q2мх": "K7Q2MX", "O1L-7OI": "011701", "код 482915": "482915", "AB1-CDE": "AB1CDE", "000-0ZZ": "0000ZZ", "7K9-W0R": "7K9W0R",
	} {
		codes, certain := CodesAlone(text, "rastau_bot")
		require.Equal(t, []claim.Code{code}, codes, text)
		require.True(t, certain, text)
	}
	for text, code := range map[string]claim.Code{ // only when there is such a claim
		"DRS-FTX": "DRSFTX", "Москва": "M0CKBA", "123-456": "123456", "С300В4": "C300B4", "500 сом": "500C0M", "ABC-123": "ABC123", "АВС-12Т": "ABC12T",
	} {
		codes, certain := CodesAlone(text, "rastau_bot")
		require.Equal(t, []claim.Code{code}, codes, text)
		require.False(t, certain, text)
	}
}
