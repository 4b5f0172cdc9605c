package handlers

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

func TestReadWish(t *testing.T) {
	t.Parallel()
	const code = claim.Code("K7Q2MX")
	for text, want := range map[string]wish{
		"RASTAU":                        {verb: wishHelp},
		"растау?":                       {verb: wishHelp},
		"Rastau: help":                  {verb: wishHelp},
		"РАСТАУ көмек":                  {verb: wishHelp},
		"RASTAU ?":                      {verb: wishHelp},
		"RASTAU K7Q2MX":                 {verb: wishCode, code: code},
		"rastau k7q-2mx":                {verb: wishCode, code: code},
		"RASTAU K7Q 2MX false":          {verb: wishCode, code: code, rest: "false"},
		"RASTAU kelesi!":                {verb: wishNext},
		"RASTAU К7Q2МХ ЛОЖЬ":            {verb: wishCode, code: code, rest: "ЛОЖЬ"}, // К, М, Х are Cyrillic
		"растау к7q2мх, жалған":         {verb: wishCode, code: code, rest: "жалған"},
		"K7Q2MX жалган http://a.kg/1":   {verb: wishCode, code: code, rest: "жалган http://a.kg/1", bare: true},
		"К7Q-2МХ":                       {verb: wishCode, code: code, bare: true},
		"RASTAU stop":                   {verb: wishForget},
		"РАСТАУ СТОП!":                  {verb: wishForget},
		"растау ұмыт":                   {verb: wishForget},
		"RASTAU дальше":                 {verb: wishNext},
		"RASTAU kelesi":                 {verb: wishNext},
		"RASTAU latyn":                  {verb: wishLatin},
		"RASTAU кириллица":              {verb: wishCyrillic},
		"RASTAU KK":                     {verb: wishLanguage, language: claim.Kazakh},
		"RASTAU кыргызча":               {verb: wishLanguage, language: claim.Kyrgyz},
		"RASTAU LINK abcde-fghjk":       {verb: wishLink, rest: "ABCDEFGHJK"},
		"растау связь АВСDE FGHJK":      {verb: wishLink, rest: "ABCDEFGHJK"}, // А, В, С are Cyrillic
		"RASTAU stop the tanks at home": {verb: wishClaim, rest: "stop the tanks at home"},
		"RASTAU Әуежай жабық па?":       {verb: wishClaim, rest: "Әуежай жабық па?"},
		"RASTAU police are shooting":    {verb: wishCode, code: "P011CE", rest: "are shooting", words: "police are shooting"},
		"RASTAU Москва":                 {verb: wishCode, code: "M0CKBA", words: "Москва"},
		"RASTAU 500 000 теңге":          {verb: wishCode, code: "500000", rest: "теңге", words: "500 000 теңге"},
		"RASTAU link is broken":         {verb: wishClaim, rest: "link is broken"},
	} {
		got, ok := readWish(text)
		require.True(t, ok, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "  \n", "Апа, мен үйдемін", "rastaurant is open", "ок", "Перезвони 87011234567", "\u202e\u200b"} {
		_, ok := readWish(text)
		require.False(t, ok, "a private message is nobody's business: %q", text)
	}
	for _, text := range []string{
		"«RASTAU STOP»", `"RASTAU STOP"`, "“Растау стоп” деп жаз", "'rastau K7Q2MX false'", "> RASTAU STOP", "»RASTAU STOP«",
		"„RASTAU STOP“", "FW: RASTAU STOP", "Fwd: rastau K7Q2MX false", `"K7Q2MX false"`,
	} {
		_, ok := readWish(text)
		require.False(t, ok, "what is quoted asks for nothing: %q", text)
	}
}

func TestSMSReply(t *testing.T) {
	t.Parallel()
	truth := &claim.Claim{Question: claim.Truth, Status: claim.StatusOpen}
	for text, want := range map[string]string{
		"ЛОЖЬ": claim.False, "жалған": claim.False, "жалган": claim.False, "false": claim.False, "otirik": claim.False,
		"lozh.": claim.False, "Жоқ": claim.False, "3": claim.False, "рас": claim.True, "чын": claim.True, "1": claim.True,
		"да": claim.True, "ооба": claim.True, "2": claim.Misleading, "алдамшы": claim.Misleading, "4": claim.Unproven,
		"не доказано": claim.Unproven, "не знаю": claim.DontKnow, "?": claim.DontKnow,
	} {
		reply, evidence := smsReply(truth, "v", text)
		require.Equal(t, claim.Reply{Choice: want}, reply, text)
		require.Empty(t, evidence, text)
	}
	reply, evidence := smsReply(truth, "v", "3 https://example.kg/a видел сам")
	require.Equal(t, claim.False, reply.Choice)
	require.Equal(t, "https://example.kg/a видел сам", evidence)

	screening := &claim.Claim{Question: claim.Identity, Status: claim.StatusScreening}
	reply, _ = smsReply(screening, "v", "2")
	require.Equal(t, claim.NotShown, reply.Choice)

	place := &claim.Claim{Question: claim.Place, Status: claim.StatusOpen, Candidates: []claim.Candidate{{ID: "1", Text: "Ош"}}}
	reply, _ = smsReply(place, "v", "1")
	require.Equal(t, "1", reply.Choice)
	reply, _ = smsReply(place, "v", "Бишкек, аянт")
	require.EqualValues(t, "Бишкек, аянт", reply.Text)
}

// FuzzReadWish reads whatever can be sent: what it understands is whole and visible, and an answer is one that there is.
func FuzzReadWish(f *testing.F) {
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
		w, ok := readWish(text)
		if !ok {
			return
		}
		if w.bare {
			require.Equal(t, wishCode, w.verb, "without the name only a code is understood")
		}
		require.NotContains(t, w.rest, "\u202e")
		require.NotContains(t, w.rest, "\x00")
		switch w.verb {
		case wishCode:
			code, ok := claim.ParseCode(string(w.code))
			require.True(t, ok)
			require.Equal(t, code, w.code)
		case wishClaim:
			require.NotEmpty(t, strings.TrimSpace(w.rest))
		case wishLink:
			word, ok := verification.ParseLinkWord(w.rest)
			require.True(t, ok)
			require.Equal(t, word, w.rest)
		}
		for _, q := range claim.Questions {
			c := &claim.Claim{Question: q, Status: claim.StatusOpen}
			reply, _ := smsReply(c, "v", w.rest)
			require.False(t, reply.Choice != "" && reply.Text != "", "an answer is chosen or written")
		}
	})
}
