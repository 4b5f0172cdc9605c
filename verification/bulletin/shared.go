package bulletin

import "encoding/json"

// Shared is what a reader in another language needs beside the format: the dictionary, the outcomes in their places, and
// the words of every language. It is JSON, always the same.
func Shared() []byte {
	type words struct {
		Verdicts map[Verdict]string `json:"verdicts"`
		Who      string             `json:"who"`
		Where    string             `json:"where"`
		Version  string             `json:"version"`  // with %d for its number
		Bulletin string             `json:"bulletin"` // likewise
	}
	said := map[string]words{}
	for l, p := range spoken {
		said[l] = words{p.verdicts, p.who, p.where, p.version, p.bulletin}
	}
	var places [][2]string
	for _, o := range outcomes {
		places = append(places, [2]string{string(o.Question), string(o.Verdict)})
	}
	out, err := json.MarshalIndent(map[string]any{
		"dictionary": dictionary, "outcomes": places, "languages": Languages, "words": said,
	}, "", " ")
	if err != nil {
		panic(err) // strings and bytes always can be
	}
	return out
}
