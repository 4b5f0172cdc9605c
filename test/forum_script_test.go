package test

import (
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
)

// topic finds a forum's topic that is written as Forum/Topic.
func (s *script) topic(place string) (g *telegramtest.Group, id int, ok bool) {
	title, name, ok := strings.Cut(place, "/")
	if !ok {
		return nil, 0, false
	}
	g = s.group(title)
	if name == "General" {
		return g, telegramtest.General, true
	}
	id, ok = s.topics[place]
	require.True(s.t, ok, "there is no topic %s", place)
	return g, id, true
}

// changeTopic makes, closes, reopens or deletes a topic.
func (s *script) changeTopic(u *telegramtest.User, verb, place string) {
	s.t.Helper()
	if verb == "opens" {
		title, name, _ := strings.Cut(place, "/")
		if s.topics == nil {
			s.topics = map[string]int{}
		}
		s.topics[place] = u.Opens(s.group(title), name)
		return
	}
	g, id, ok := s.topic(place)
	require.True(s.t, ok, "%s is no topic", place)
	switch verb {
	case "closes":
		u.Closes(g, id)
	case "reopens":
		u.Reopens(g, id)
	case "deletes":
		u.Deletes(g, id)
	}
}

// inTopic is what stands behind the name of a forum for a message in one of its topics.
func (s *script) inTopic(g *telegramtest.Group, m telegramtest.Message) string {
	if g == nil {
		return ""
	}
	if name := g.Topic(m.Topic); name != "" {
		return "/" + name
	}
	return ""
}
