package texts

import (
	"slices"
	"strings"
)

// frames are what people put before and after what they pass on: an alarm, a greeting, whether it is true, a request to
// share it, a line below a post. Nothing among them says anything about it.
var frames = phrases(`
	срочно, очень срочно, срочная новость, срочные новости, срочное сообщение, внимание, внимание всем, очень важно,
	молния, главные новости
	правда, правда ли, правда ли это, это правда, а это правда, правда это, верно ли это, так ли это,
	правда или нет, правда или ложь, правда или фейк, фейк или правда, это правда или нет,
	это правда или фейк, это фейк или правда, это правда или ложь, правда ли всё это, это всё правда
	проверьте, проверьте пожалуйста, пожалуйста проверьте, проверьте это, проверьте это пожалуйста, можно проверить,
	можете проверить, можете проверить это, помогите проверить, прошу проверить, кто знает, кто что знает, что думаете,
	что скажете, скажите пожалуйста, подскажите, подскажите пожалуйста, ответьте пожалуйста, пожалуйста
	здравствуйте, добрый день, добрый вечер, доброе утро, привет, всем привет, друзья, дорогие друзья, ребята, коллеги,
	уважаемые, спасибо, заранее спасибо, спасибо заранее
	перешлите, перешлите всем, перешлите друзьям, перешлите дальше, перешлите всем кого знаете, передайте всем,
	передайте другим, разошлите всем, отправьте всем, распространите, распространите это, поделитесь, поделитесь этим,
	поделитесь с друзьями, поделитесь со всеми, расскажите всем, репост, максимальный репост, макс репост, прошу репост,
	сделайте репост
	подписаться, подписаться на канал, подписаться на наш канал, подписывайтесь, подписывайтесь на канал,
	подписывайтесь на наш канал, подписывайтесь на нас, подпишитесь, подпишитесь на канал, подпишитесь на наш канал,
	подпишись, прислать новость, источник, подробнее, подробнее по ссылке, подробности по ссылке,
	читать далее, читать полностью, смотрите видео,
	переслано, пересланное сообщение, мне прислали, прислали в ватсапе, получил в ватсапе

	breaking, breaking news, urgent, very urgent, attention, very important, alert, latest news, just in
	is it true, is this true, is that true, is it real, is this real, is this right, is it true or not,
	true or not, true or false, true or fake, real or fake, fake or real, is this real or fake, is this true or false
	please check, pls check, check please, please check this, check this please, can you check, can you check this,
	can you check this please, please verify, can you verify, can you verify this, can anyone confirm, does anyone know,
	anyone know, what do you think, please, pls
	hello, hi, hi all, hi everyone, hello everyone, hello all, good morning, good evening, good day, good afternoon, dear all,
	friends, dear friends, guys, thanks, thank you, thanks in advance
	share, share this, share it, please share, please share this, pls share, share with everyone, share with friends,
	share with your friends, forward this, please forward, forward to everyone, forward to all, send to everyone,
	send this to everyone, pass it on, spread the word, retweet, please retweet, rt, repost, please repost
	subscribe, subscribe to our channel, subscribe to the channel, join our channel, source, read more,
	more details, watch the video,
	forwarded, forwarded message, forwarded as received, forwarded many times, fwd, copied from whatsapp

	шұғыл, шұғыл хабар, жедел, өте маңызды, назар аударыңыз, назар аударыңыздар, баршаңыздың назарларыңызға,
	соңғы жаңалық
	рас па, шын ба, бұл рас па, осы рас па, мынау рас па, мына хабар рас па, бұл хабар рас па, осы хабар рас па, бұл шын ба,
	осы шын ба, мынау шын ба, рас па өтірік пе, шын ба өтірік пе, рас па жоқ па, рас па жалған ба, бұл рас па өтірік пе
	тексеріңіз, тексеріңізші, тексеріп беріңіз, тексеріп беріңізші, тексеріп жіберіңізші, өтінемін, айтыңызшы, кім біледі
	сәлем, сәлем бәріне, сәлеметсіз бе, сәлеметсіздер ме, ассалаумағалейкум, қайырлы күн, қайырлы таң, қайырлы кеш, достар,
	құрметті достар, халайық, ағайын, рахмет
	тарат, таратыңыз, таратыңыздар, бәріне таратыңыз, бәріне тарат, достарыңа тарат, достарыңызға таратыңыз, бәріне жібер,
	бәріне жіберіңіз, бәріне жіберіңіздер, бөлісіңіз, бөлісіңіздер, достарыңызбен бөлісіңіз
	жазылыңыз, жазылыңыздар, каналға жазылыңыз, арнаға жазылыңыз, арнамызға жазылыңыз, каналымызға жазылыңыз,
	толығырақ, дереккөз, қайта жіберілген хабар

	шашылыш, шашылыш кабар, абдан маанилүү, көңүл буруңуз, көңүл буруңуздар, көңүл бургула
	чынбы, бул чынбы, ушул чынбы, бул кабар чынбы, чын бекен, бул чын бекен, чын элеби, чынбы же жокпу, чынбы же калппы,
	чынбы калппы, бул чынбы же калппы
	текшериңиз, текшериңизчи, текшерип бериңиз, текшерип бериңизчи, текшерип коюңузчу, суранам, айтыңызчы, ким билет
	салам, баарыңарга салам, саламатсызбы, саламатсыздарбы, кутман күн, достор, кымбаттуу достор, туугандар, рахмат
	тараткыла, таратыңыз, таратыңыздар, баарына тараткыла, баарына таратыңыз, досторуңа тарат, досторуңарга тараткыла,
	баарына жөнөткүлө, баарына жөнөтүңүз, бөлүшкүлө, бөлүшүңүз, досторуңуз менен бөлүшүңүз
	жазылыңыз, жазылгыла, каналга жазылыңыз, каналыбызга жазылыңыз, толугураак, булак`)

// leads stand before what is asked, and tails behind it, with no full stop between.
var (
	leads = phrases(`правда ли что, правда что, а правда что, это правда что, а это правда что, правда ли то что, верно ли что,
		скажите пожалуйста, is it true that, is it really true that`)
	tails = phrases(`рас па, шын ба, деген рас па, деген шын ба, дегені рас па, дегені шын ба, деген хабар рас па,
		чынбы, деген чынбы, дегени чынбы, деген чын бекен, деген кабар чынбы,
		is it true, is this true, is that true, правда ли это`)
)

// senders stand before the name of somebody who sent it on, which has up to mostNames words.
var senders = phrases("forwarded from, forwarded message from, fwd from, переслано от, переслано из, переслано с канала, пересланное сообщение от")

const (
	mostNames = 4
	mostWords = 16 // of a sentence that is a frame
)

// doubts are how words begin that no such name may have, and noes are whole ones.
var (
	doubts = folded("fake, false, hoax, debunk, disinfo, misinfo, untru, lie, lying, фейк, антифейк, лож, лжи, лже, врань, неправд, дезинф, опров, разоблач, выдум, жалған, өтірік, калп")
	noes   = folded("no, not, never, не, нет, никогда, жоқ, емес, жок, эмес")
)

func folded(list string) (out []string) {
	for p := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == ',' || r == '\n' }) {
		if f := Fold(p); f != "" {
			latin := strings.Fields(Fold(strings.Repeat("w ", len(p)) + p)) // as it is read below a text in the other alphabet
			out = append(out, f, strings.Join(latin[len(p):], " "))
		}
	}
	return out
}

func phrases(list string) map[string]bool {
	m := map[string]bool{}
	for _, p := range folded(list) {
		m[p] = true
	}
	return m
}

// unframed gives what a text says: the tokens without the frames before and after it.
func unframed(tokens []token) []token {
	for {
		tokens = trimmed(tokens)
		n := len(tokens)
		if n == 0 {
			return nil
		}
		end := n
		for i := range tokens {
			if i > 0 && tokens[i].opens {
				end = i
				break
			}
		}
		start := n - 1
		for start > 0 && !tokens[start].opens {
			start--
		}
		if framed(tokens[:end]) {
			tokens = tokens[end:]
		} else if framed(tokens[start:]) {
			tokens = tokens[:start]
		} else {
			tokens = without(tokens)
		}
		if len(tokens) == n {
			return tokens
		}
	}
}

// without gives the tokens without a lead or a tail.
func without(tokens []token) []token {
	for size := min(5, len(tokens)-1); size > 0; size-- {
		if words, ok := wordsOf(tokens[:size]); ok && leads[strings.Join(words, " ")] {
			return tokens[size:]
		}
		end := len(tokens) - size
		if words, ok := wordsOf(tokens[end:]); ok && tails[strings.Join(words, " ")] {
			return tokens[:end]
		}
	}
	return tokens
}

// framed tells whether a sentence is made of frames.
func framed(sentence []token) bool {
	words, ok := wordsOf(sentence)
	return ok && len(words) <= mostWords && (made(words) || sent(words))
}

func made(words []string) bool {
	if len(words) == 0 {
		return true
	}
	for n := len(words); n > 0; n-- {
		if frames[strings.Join(words[:n], " ")] && made(words[n:]) {
			return true
		}
	}
	return false
}

func sent(words []string) bool {
	for n := 2; n <= min(3, len(words)-1); n++ {
		if senders[strings.Join(words[:n], " ")] {
			name := words[n:]
			return len(name) <= mostNames && !slices.ContainsFunc(name, doubted)
		}
	}
	return false
}

func doubted(word string) bool {
	return slices.Contains(noes, word) || slices.ContainsFunc(doubts, func(d string) bool { return strings.HasPrefix(word, d) })
}
