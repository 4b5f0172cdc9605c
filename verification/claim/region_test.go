package claim

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRegionsAreFoundInTexts(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]Region{
		"Жаңаөзенде оқ атылды ма?":                 {Mangystau},
		"Правда ли, что в Жанаозене стреляли?":     {Mangystau},
		"В Алматы и Шымкенте нет интернета":        {Almaty, Turkistan},
		"Алматыда әскер жүр, Қызылордада да солай": {Almaty, Kyzylorda},
		"Бишкектен келген джазмен":                 {Chuy},
		"Ошто митинг болуп жатабы?":                {Osh},
		"Ысык-Көлдө жер титиреди":                  {IssykKul},
		"Is the airport of Almaty closed?":         {Almaty},
		"Jalal-Abad has no light":                  {JalalAbad},
		"В Усть-Каменогорске тихо":                 {East},
		"Өскеменде жарық жоқ":                      {East},
		"Түркістанда не болып жатыр?":              {Turkistan},
		"Оралда тыныш па?":                         {West},
		"Погибло много семей":                      nil, // families, not Semey
		"Ошибка в новостях":                        nil, // not Osh
		"Оралман көп келді":                        nil, // not Oral
		"Таразыны тексеріңіз":                      nil, // scales, not Taraz
		"Тараздан келді, Таразда тұрады":           {Jambyl},
		"Көшеде таласып жатыр":                     nil, // a quarrel, not Talas
		"Таласта жер титиреди, таластык тургун":    {Talas},
		"Уральские пельмени":                       nil, // of the mountains
		"В Уральске стреляют":                      {West},
		"Ошский рынок закрыт, ошто тынч":           {Osh},
		"Чуйская область":                          {Chuy},
		"Алматинская область, алматылықтар":        {Almaty},
		"чуйкендер":                                nil,
		"Бұл рас па?":                              nil,
		"":                                         nil,
	} {
		require.Equal(t, want, RegionsIn(text), text)
	}
}

func TestRegionsAreRead(t *testing.T) {
	t.Parallel()
	kz, ok := ParseRegions("KZ")
	require.True(t, ok)
	require.Len(t, kz, 14)
	require.Contains(t, kz, West)
	kg, ok := ParseRegions("kyrgyzstan")
	require.True(t, ok)
	require.ElementsMatch(t, []Region{Batken, Chuy, IssykKul, JalalAbad, Naryn, Osh, Talas}, kg)
	one, ok := ParseRegions("Mangystau")
	require.True(t, ok)
	require.Equal(t, []Region{Mangystau}, one)
	for _, none := range []string{"", "abroad", "mars", "everywhere"} {
		_, ok = ParseRegions(none)
		require.False(t, ok, none)
	}
	require.Len(t, Regions, len(kz)+len(kg)+1)
	for r, names := range regionNames {
		require.True(t, r.Darkens())
		for _, n := range names {
			require.Equal(t, strings.TrimSuffix(n, "-"), strings.TrimSuffix(foldPlace(n), "-"), "%s is written as texts are folded", n)
		}
	}
	require.Len(t, regionNames, len(Regions)-1, "every region has names")
}
