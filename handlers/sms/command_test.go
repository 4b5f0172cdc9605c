package sms

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

func TestParse(t *testing.T) {
	t.Parallel()
	const code = claim.Code("K7Q2MX")
	for text, want := range map[string]command{
		"RASTAU":                        {verb: doHelp},
		"растау?":                       {verb: doHelp},
		"Rastau: help":                  {verb: doHelp},
		"РАСТАУ көмек":                  {verb: doHelp},
		"RASTAU ?":                      {verb: doHelp},
		"RASTAU K7Q2MX":                 {verb: doCode, code: code},
		"rastau k7q-2mx":                {verb: doCode, code: code},
		"RASTAU K7Q 2MX false":          {verb: doCode, code: code, rest: "false"},
		"RASTAU kelesi!":                {verb: doNext},
		"RASTAU К7Q2МХ ЛОЖЬ":            {verb: doCode, code: code, rest: "ЛОЖЬ"}, // К, М, Х are Cyrillic
		"растау к7q2мх, жалған":         {verb: doCode, code: code, rest: "жалған"},
		"K7Q2MX жалган http://a.kg/1":   {verb: doCode, code: code, rest: "жалган http://a.kg/1", bare: true},
		"К7Q-2МХ":                       {verb: doCode, code: code, bare: true},
		"RASTAU stop":                   {verb: doForget},
		"РАСТАУ СТОП!":                  {verb: doForget},
		"растау ұмыт":                   {verb: doForget},
		"RASTAU дальше":                 {verb: doNext},
		"RASTAU kelesi":                 {verb: doNext},
		"RASTAU latyn":                  {verb: doLatin},
		"RASTAU кириллица":              {verb: doCyrillic},
		"RASTAU KK":                     {verb: doSetLanguage, language: claim.Kazakh},
		"RASTAU кыргызча":               {verb: doSetLanguage, language: claim.Kyrgyz},
		"RASTAU LINK abcde-fghjk":       {verb: doLink, rest: "ABCDEFGHJK"},
		"растау связь АВСDE FGHJK":      {verb: doLink, rest: "ABCDEFGHJK"}, // А, В, С are Cyrillic
		"RASTAU stop the tanks at home": {verb: doCheck, rest: "stop the tanks at home"},
		"RASTAU Әуежай жабық па?":       {verb: doCheck, rest: "Әуежай жабық па?"},
		"RASTAU police are shooting":    {verb: doCode, code: "P011CE", rest: "are shooting", words: "police are shooting"},
		"RASTAU Москва":                 {verb: doCode, code: "M0CKBA", words: "Москва"},
		"RASTAU 500 000 теңге":          {verb: doCode, code: "500000", rest: "теңге", words: "500 000 теңге"},
		"RASTAU link is broken":         {verb: doCheck, rest: "link is broken"},
	} {
		got, ok := parse(text)
		require.True(t, ok, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "  \n", "Апа, мен үйдемін", "rastaurant is open", "ок", "Перезвони 87011234567", "\u202e\u200b"} {
		_, ok := parse(text)
		require.False(t, ok, "a private message is nobody's business: %q", text)
	}
	for _, text := range []string{
		"«RASTAU STOP»", `"RASTAU STOP"`, "“Растау стоп” деп жаз", "'rastau K7Q2MX false'", "> RASTAU STOP", "»RASTAU STOP«",
		"„RASTAU STOP“", "FW: RASTAU STOP", "Fwd: rastau K7Q2MX false", `"K7Q2MX false"`,
	} {
		_, ok := parse(text)
		require.False(t, ok, "what is quoted asks for nothing: %q", text)
	}
}

// FuzzParse reads whatever can be sent: what it understands is whole and visible, and an answer is one that there is.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"RASTAU K7Q2MX ЛОЖЬ", "растау к7q2мх жалған", "rastau K7Q 2MX false https://example.org", "RASTAU LINK ABCDE-FGHJK", "RASTAU stop",
		"RASTAU latyn", "К7Q-2МХ 3", "Апа, мен үйдемін", "RASTAU \u202eабв\x00", "rastau ?", "RASTAU 1", "RASTAU Ә Ғ Қ Ң Ө Ұ Ү Һ І",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return // the gateway lets none through
		}
		w, ok := parse(text)
		if !ok {
			return
		}
		if w.bare {
			require.Equal(t, doCode, w.verb, "without the name only a code is understood")
		}
		require.NotContains(t, w.rest, "\u202e")
		require.NotContains(t, w.rest, "\x00")
		switch w.verb {
		case doCode:
			code, ok := claim.ParseCode(string(w.code))
			require.True(t, ok)
			require.Equal(t, code, w.code)
		case doCheck:
			require.NotEmpty(t, strings.TrimSpace(w.rest))
		case doLink:
			word, ok := verification.ParseLinkWord(w.rest)
			require.True(t, ok)
			require.Equal(t, word, w.rest)
		}
		for _, q := range claim.Questions {
			c := &claim.Claim{Question: q, Status: claim.StatusOpen}
			reply, _ := replyIn(c, "v", w.rest)
			require.False(t, reply.Choice != "" && reply.Text != "", "an answer is chosen or written")
		}
	})
}
