package demo

import (
	"fmt"
	"strings"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/verification/claim"
)

const operatorID = 4411

// person is one of the cast.
type person struct {
	*telegramtest.User
	name     string
	language claim.Language
}

func (s *stage) person(name string, l claim.Language) person {
	return person{s.tg.User(telegramtest.Profile{FirstName: name, Language: string(l)}), name, l}
}

// cast is everybody who plays.
type cast struct {
	operator   person
	citizens   []person
	volunteers []person
	reviewers  []person
	owners     []person
	channels   []*telegramtest.Group
}

func (s *stage) assemble() (*cast, error) {
	c := &cast{operator: person{s.tg.User(telegramtest.Profile{FirstName: "Нурлан", Language: "ru", ID: operatorID}), "Нурлан", claim.Russian}}
	c.citizens = []person{s.person("Айгерім", claim.Kazakh), s.person("Бермет", claim.Kyrgyz), s.person("Сергей", claim.Russian)}
	for _, n := range []string{"Азамат", "Динара", "Тимур", "Асель", "Бакыт", "Гүлнар", "Ерлан", "Жанна", "Илья", "Камила", "Марат", "Нургуль"} {
		c.volunteers = append(c.volunteers, s.person(n, claim.Russian))
	}
	c.reviewers = []person{s.person("Ольга", claim.Russian), s.person("Talant", claim.English)}
	c.owners = []person{s.person("Чынара", claim.Kyrgyz), s.person("Павел", claim.Russian)}

	s.scene("Before: an operator invites, two channels subscribe")
	// Everybody who came by one invitation counts as one group, and a name needs two.
	const each = 3
	var names []string
	for i := 0; i < len(c.volunteers); i += each {
		c.operator.Says("/invite verifier 3 7")
		link, err := s.wait(c.operator.User, telegramtest.Containing("t.me/"))
		if err != nil {
			return nil, err
		}
		if i == 0 {
			s.acts(c.operator.name, "/invite verifier 3 7")
			s.hears(c.operator.name, link)
		}
		for _, v := range c.volunteers[i : i+each] {
			v.Says("/start " + token(link.Text))
			names = append(names, v.name)
		}
	}
	c.operator.Says("/invite reviewer 2")
	link, err := s.wait(c.operator.User, telegramtest.Containing("t.me/"))
	if err != nil {
		return nil, err
	}
	for _, r := range c.reviewers {
		r.Says("/start " + token(link.Text))
	}
	if err := s.settle(); err != nil {
		return nil, err
	}
	s.line("   %d volunteers join by four such links: %s", len(names), strings.Join(names, ", "))
	s.line("   2 reviewers join by another: %s, %s", c.reviewers[0].name, c.reviewers[1].name)
	for i, title := range []string{"Ала-Тоо кабарлары", "Хроника без слухов"} {
		owner := c.owners[i]
		owner.Says("/start")
		g := s.tg.Channel(title, owner.User)
		owner.Adds(g, true)
		s.acts(owner.name, fmt.Sprintf("makes the bot an administrator of the channel «%s»", title))
		hello, err := s.wait(owner.User, telegramtest.Containing(title))
		if err != nil {
			return nil, err
		}
		s.hears(owner.name, hello)
		c.channels = append(c.channels, g)
	}
	// What was said while joining is no part of the play.
	for _, v := range append(append([]person{}, c.volunteers...), c.reviewers...) {
		v.News()
	}
	return c, nil
}

// token is the word that an invitation's link ends in.
func token(text string) string {
	_, after, _ := strings.Cut(text, "?start=")
	token, _, _ := strings.Cut(after, "\n")
	return token
}
