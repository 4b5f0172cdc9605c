package glossary_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/glossary"
)

func said(language, text string) (faults []string) {
	for _, e := range glossary.Of(language) {
		if fault := e.Check(text); fault != "" {
			faults = append(faults, fault)
		}
	}
	return faults
}

func TestCheck(t *testing.T) {
	t.Parallel()
	for text, language := range map[string]string{
		"Вердикт: ложь":                      "ru",
		"Это вводит в обман":                 "ru",
		"Сообщил оператор":                   "ru",
		"Nobody has answered.":               "en",
		"I cannot check it":                  "en",
		"Фото не видео жіберіңіз":            "kk",
		"{{.At}} дейін":                      "kk",
		"Бул калп":                           "ky",
		"how long somebody must have waited": glossary.Help,
	} {
		require.Len(t, said(language, text), 1, text)
	}
	for text, language := range map[string]string{
		"SMS видят оператор связи и телефон": "ru",
		"Бұл не туралы? Фото немесе видео":   "kk",
		"Наразылық":               "kk",
		"{{.Version}}-нұсқа":      "kk",
		"No one has answered.":    "en",
		"[verifier|reviewer]":     "en",
		"the reviewer of a claim": "ky",
	} {
		require.Empty(t, said(language, text), text)
	}
}
