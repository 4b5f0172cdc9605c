package intent

// Words returns the words of a text as they are compared: in small letters, and with the letters that only Kazakh, Kyrgyz, Ukrainian
// and Uzbek have written as people write them on a Russian keyboard. No vowel is taken for another: мина is not мына.
func Words(text string) []string { return wordsOf(text) }

// Heard writes a word of Latin letters in Cyrillic ones, as it sounds.
func Heard(word string) string { return cyrillic(word) }
