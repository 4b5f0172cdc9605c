package bulletin

// dictionary is what the compression of a payload starts from (a preset dictionary of RFC 1950): words that such
// bulletins are made of, the likeliest last, and how their CBOR begins. It takes about a tenth off a verdict in Cyrillic,
// in which an unprepared zlib finds nothing yet to refer back to.
//
// Never change it: no bulletin that was printed could be read again. A better one would need another prefix than RST1.
var dictionary = []byte("" +
	// English
	" because according to nobody knows cannot be confirmed officials denied witnesses confirmed residents reported" +
	" ministry government president hospital doctors police soldiers army protesters journalists detained arrested" +
	" injured wounded killed shooting explosion fire building station airport border bank water bread fuel electricity" +
	" internet was switched off is closed is open was filmed another country another city old picture old video from" +
	" Kazakhstan Kyrgyzstan Russia Bishkek Astana Almaty Shymkent Aktau Zhanaozen square street The photo is The video is" +
	// Kyrgyz
	" ырасталган жок күбөлөр айтышты кызматкерлер белгисиз эски сүрөт башка өлкөдө тартылган башка шаарда оорукана" +
	" милиция аскерлер митинг кармалды каза болду атышуу өрт аэропорт чек ара жабык ачык интернет өчүрүлдү аянты" +
	" жылы тартылган видео Кыргызстан Бишкек шаарында" +
	// Kazakh
	" расталмады куәгерлер айтты қызметкерлер тұрғындар растады белгісіз ескі сурет басқа елде түсірілген басқа қалада" +
	" аурухана дәрігерлер полиция әскер сарбаздар шеруге шыққандар журналист ұсталды жараланды қаза тапты атыс жарылыс" +
	" өрт ғимарат вокзал әуежай шекара банк су нан жанармай жарық интернет өшірілді жабық ашық алаңында көшесінде" +
	" министрлігі үкімет президент қаңтарда ақпанда Қазақстан Алматыда Астанада Шымкентте бейнежазба жылы түсірілген" +
	// Russian
	" потому что по словам неизвестно не подтверждается опровергли очевидцы рассказали жители сообщили сотрудники" +
	" подтвердили больницы врачи пострадавшие раненые погибшие убитые стрельба взрыв пожар здание вокзал аэропорт" +
	" граница закрыта закрыты открыты магазины банки вода хлеб бензин электричество интернет отключили отключён" +
	" министерство правительство президент акимат полиция полицейские военные солдаты войска техника протестующие" +
	" журналист задержаны задержали задержанный избитый человек на площади Республики улице в городе Казахстан" +
	" Кыргызстан Россия Бишкек Астана Актау Шымкент Жанаозен Алматы января февраля марта апреля мая июня июля августа" +
	" сентября октября ноября декабря фото старое из другой страны другого города это не на видео снято в 2023 2024 2025" +
	" 2020 2021 2022 2019 году" +
	// The beginning of a payload and of its items
	"\xa4\x01\x66Rastau\x02\x1a\x69\x05\x81\xa5\x01\x1a\xa5\x01\x66Rastau\x02\x1a\x69\x04\x03\x05\x81\xa5\x01\x1a" +
	"\x04\x02\x05\x85\xa6\x01\x1a\x02\x02\x03\x78")
