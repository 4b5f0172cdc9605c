package claim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/moderation"
)

func TestAWordThatAccusesIsNoName(t *testing.T) {
	t.Parallel()
	for _, n := range []moderation.Foreign{
		"Нурлан Ахметов Виновен", "Нурлан Ахметов Стрелял", "Нурлан Ахметов Стрелок", "Nurlan Shooter", "Нурлан Ахметов Зэк", "Нурлан Ахметов Агент КНБ",
		"Нурлан Дилер", "Нурлан Ахметов Сидел", "Нурлан Платный Митингующий", "НУРЛАН СТРЕЛОК", "Стрелок Нурлан", "Нурлан Ахметов-Стрелок", "Нурлан Кінәлі", "Нурлан Күнөөлүү",
		"Nurlan Akhmetov Guilty", "Нурлан Сотталған", "Nurlan Strelok", "Нурлан Ахметов Осуждён",
	} {
		require.Error(t, checkName(n), string(n))
	}
	for _, n := range []moderation.Foreign{
		"Викрам Рузахунов", "Пётр Стрельцов", "Мерген Садыков", "Анна Винова", "Сергей Бойцов", "Олег Агентов", "Айгүл Мергенова", "Нурлан Мергенбаев", "Канат Батыров", "Jack Shute",
		"Алмаз Дилеров", "Болот Жоомартов", "Игорь Зеков", "Asel Paidova",
	} {
		require.NoError(t, checkName(n), string(n))
	}
}
