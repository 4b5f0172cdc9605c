package langid

import "strings"

// spellings are the ways in which people write a text of a corpus, and how to make each of it.
func spellings(c Corpus) map[string]func(string) string {
	asIs := func(s string) string { return s }
	switch {
	case c.Language == Kazakh && !c.Latin:
		return map[string]func(string) string{
			"cyrillic": asIs, "plain": letters(plain), "2021": letters(latin2021), "2018": letters(latin2018), "2017": letters(latin2017),
			"ascii": letters(asciiQ), "sms": letters(asciiK),
		}
	case c.Language == Kyrgyz && !c.Latin:
		return map[string]func(string) string{"cyrillic": asIs, "plain": letters(plain), "ascii": letters(asciiJ), "sms": letters(asciiK)}
	case c.Language == Russian && !c.Latin:
		return map[string]func(string) string{"cyrillic": asIs, "ascii": letters(asciiRu)}
	case c.Language == Uzbek && c.Latin:
		return map[string]func(string) string{"latin": asIs, "ascii": letters("' -,ʻ -,ʼ -,’ -"), "respelled": letters(uzbekCyrillic)}
	case c.Language == Uzbek:
		return map[string]func(string) string{"cyrillic": asIs, "plain": letters("ў у,қ к,ғ г,ҳ х")}
	}
	return map[string]func(string) string{"own": asIs}
}

// letters returns a function that writes letters as a list says: pairs with a comma between them, "-" for nothing.
func letters(list string) func(string) string {
	var pairs []string
	for pair := range strings.SplitSeq(list, ",") {
		from, to, _ := strings.Cut(strings.TrimSpace(pair), " ")
		if to == "-" {
			to = ""
		}
		pairs = append(pairs, from, to)
		if up := strings.ToUpper(from); up != from {
			pairs = append(pairs, up, title(to))
		}
	}
	r := strings.NewReplacer(pairs...)
	return func(s string) string { return r.Replace(s) }
}

// title keeps a capital a capital, for names are told by it.
func title(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// How letters are written on other keyboards and in other alphabets.
const (
	plain = "ә а,і и,ң н,ғ г,ү у,ұ у,қ к,ө о,һ х"

	common        = "а a,б b,в v,г g,д d,е e,з z,к k,л l,м m,н n,о o,п p,р r,с s,т t,ф f,э e,ъ -,ь -"
	latin2021     = common + ",ә ä,ғ ğ,ё io,ж j,и i,й i,қ q,ң ñ,ө ö,у u,ұ ū,ү ü,х h,һ h,ц ts,ч ch,ш ş,щ ş,ы y,і ı,ю iu,я ia"
	latin2018     = common + ",ә á,ғ ǵ,ё ıo,ж j,и ı,й ı,қ q,ң ń,ө ó,у ý,ұ u,ү ú,х h,һ h,ц ts,ч ch,ш sh,щ sh,ы y,і i,ю ıý,я ıa"
	latin2017     = common + ",ә a',ғ g',ё i'o,ж j,и i',й i',қ q,ң n',ө o',у y',ұ u,ү u',х h,һ h,ц ts,ч c',ш s',щ s',ы y,і i,ю i'y',я i'a"
	asciiQ        = common + ",ә a,ғ g,ё e,ж j,и i,й i,қ q,ң n,ө o,у u,ұ u,ү u,х h,һ h,ц ts,ч ch,ш sh,щ sh,ы y,і i,ю yu,я ya"
	asciiK        = common + ",ә a,ғ g,ё e,ж zh,и i,й y,қ k,ң ng,ө o,у u,ұ u,ү u,х kh,һ h,ц ts,ч ch,ш sh,щ sh,ы y,і i,ю yu,я ya"
	asciiJ        = common + ",ё e,ж j,и i,й i,ң n,ө o,у u,ү u,х h,ц c,ч ch,ш sh,щ sh,ы y,ю yu,я ya"
	uzbekCyrillic = "o' ў,oʻ ў,g' ғ,gʻ ғ,sh ш,ch ч,yo ё,yu ю,ya я,ye е,a а,b б,d д,e е,f ф,g г,h ҳ,i и,j ж,k к,l л,m м,n н,o о,p п,q қ,r р,s с,t т,u у,v в,x х,y й,z з,' ъ,ʼ ъ"

	asciiRu = common + ",ё e,ж zh,и i,й y,у u,х h,ц ts,ч ch,ш sh,щ sch,ы y,ю yu,я ya"
)
