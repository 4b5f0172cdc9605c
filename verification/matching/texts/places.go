package texts

import (
	"net/url"
	"slices"
	"strings"
)

// hosts are names of one place.
var hosts = map[string]string{
	"telegram.me": "t.me", "telegram.dog": "t.me", "twitter.com": "x.com", "youtube-nocookie.com": "youtube.com",
	"fb.com": "facebook.com", "vkontakte.ru": "vk.com", "instagr.am": "instagram.com", "vk.ru": "vk.com",
	"web.facebook.com": "facebook.com", "mbasic.facebook.com": "facebook.com", "touch.facebook.com": "facebook.com", "music.youtube.com": "youtube.com",
	"threads.net": "threads.com", "old.reddit.com": "reddit.com", "new.reddit.com": "reddit.com", "np.reddit.com": "reddit.com",
	"fxtwitter.com": "x.com", "vxtwitter.com": "x.com", "fixupx.com": "x.com", "vkvideo.ru": "vk.com",
}

// onePlace undoes the several addresses that one thing has with some sites. What it puts in the path it takes from query.
func onePlace(host, path string, query url.Values) (string, string) {
	if site, ok := sites[host]; ok {
		return site(host, path, query)
	}
	return host, path
}

var sites = map[string]func(host, path string, query url.Values) (string, string){
	"youtu.be": youtube, "youtube.com": youtube, "t.me": telegram, "x.com": twitter, "instagram.com": instagram, "threads.com": threads,
	"tiktok.com": tiktok, "vm.tiktok.com": short, "vt.tiktok.com": short, "fb.watch": short, "facebook.com": facebook, "vk.com": vk,
	"reddit.com": reddit, "redd.it": reddit,
}

// keep leaves those parameters alone that say which thing it is.
func keep(query url.Values, names ...string) {
	for name := range query {
		if !slices.Contains(names, name) {
			query.Del(name)
		}
	}
}

// parts are what a path is made of.
func parts(path string) []string { return strings.Split(strings.TrimPrefix(path, "/"), "/") }

func pathOfParts(part ...string) string { return "/" + strings.Join(part, "/") }

// short is an address that leads somewhere else, where nobody can look without asking the site.
func short(host, path string, query url.Values) (string, string) {
	clear(query)
	return host, path
}

func youtube(host, path string, query url.Values) (string, string) {
	part := parts(path)
	switch {
	case host == "youtu.be" && part[0] != "":
		return video(part[0], query)
	case len(part) > 1 && slices.Contains([]string{"shorts", "live", "embed", "v", "e"}, part[0]):
		return video(part[1], query)
	case path == "/watch" && query.Get("v") != "":
		return video(query.Get("v"), query)
	case strings.HasPrefix(part[0], "@"):
		part[0] = strings.ToLower(part[0])
		return host, pathOfParts(part...)
	}
	return host, path
}

func video(id string, query url.Values) (string, string) {
	clear(query)
	query.Set("v", id)
	return "youtube.com", "/watch"
}

func telegram(host, path string, query url.Values) (string, string) {
	part := parts(path)
	keep(query, "start", "startapp", "startgroup", "startchannel", "server", "port", "secret", "slug", "text") // single, comment, before, thread: ways to show a post
	if part[0] == "s" && len(part) > 1 {
		part = part[1:]
	}
	if part[0] != "c" && part[0] != "joinchat" && !strings.HasPrefix(part[0], "+") {
		part[0] = strings.ToLower(part[0])
		if len(part) == 3 && number(part[1]) && number(part[2]) { // a post in a topic
			part = []string{part[0], part[2]}
		}
	} else if part[0] == "c" && len(part) == 4 && number(part[2]) && number(part[3]) {
		part = []string{"c", part[1], part[3]}
	}
	return host, strings.TrimRight(pathOfParts(part...), "/")
}

func number(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func twitter(host, path string, query url.Values) (string, string) {
	part := parts(path)
	for i, name := range part { // whose it is does not matter, nor which of its pictures
		if (name == "status" || name == "statuses") && i+1 < len(part) && i > 0 && i < 3 {
			clear(query)
			return host, pathOfParts("i", "status", part[i+1])
		}
	}
	query.Del("s")
	query.Del("t")
	part[0] = strings.ToLower(part[0])
	return host, strings.TrimRight(pathOfParts(part...), "/")
}

func instagram(host, path string, query url.Values) (string, string) {
	part := parts(path)
	keep(query, "story_media_id")
	for i, name := range part {
		if slices.Contains([]string{"p", "reel", "reels", "tv"}, name) && i < 2 && i+1 < len(part) && part[i+1] != "" {
			return host, pathOfParts("p", part[i+1])
		}
	}
	if len(part) == 1 {
		part[0] = strings.ToLower(part[0])
	}
	return host, strings.TrimRight(pathOfParts(part...), "/")
}

func threads(host, path string, query url.Values) (string, string) {
	part := parts(path)
	clear(query)
	if len(part) >= 3 && part[1] == "post" {
		return host, pathOfParts("post", part[2])
	}
	if len(part) == 2 && part[0] == "t" {
		return host, pathOfParts("post", part[1])
	}
	return host, path
}

func tiktok(host, path string, query url.Values) (string, string) {
	part := parts(strings.TrimSuffix(path, ".html"))
	clear(query)
	for i, name := range part {
		if i+1 < len(part) && slices.Contains([]string{"video", "photo", "v", "v1", "v2", "v3", "embed"}, name) && number(part[i+1]) {
			return host, pathOfParts("video", part[i+1]) // whose it is does not matter
		}
	}
	if strings.HasPrefix(part[0], "@") {
		part[0] = strings.ToLower(part[0])
	}
	return host, strings.TrimRight(pathOfParts(part...), "/")
}

func facebook(host, path string, query url.Values) (string, string) {
	part := parts(strings.TrimSuffix(path, ".php"))
	last := part[len(part)-1]
	switch {
	case query.Get("v") != "" && (part[0] == "watch" || part[0] == "video"):
		keep(query, "v")
		return host, "/watch"
	case slices.Contains([]string{"reel", "reels"}, part[0]) && len(part) > 1, len(part) > 2 && part[1] == "videos" && number(last):
		clear(query)
		query.Set("v", last)
		return host, "/watch"
	case query.Get("fbid") != "" && (part[0] == "photo" || part[0] == "photos"):
		keep(query, "fbid")
		return host, "/photo"
	case query.Get("story_fbid") != "":
		keep(query, "story_fbid", "id")
		return host, "/story"
	case len(part) == 4 && part[0] == "groups" && (part[2] == "posts" || part[2] == "permalink"):
		clear(query)
		return host, pathOfParts("groups", strings.ToLower(part[1]), "posts", last)
	case len(part) > 1:
		if part[1] == "posts" {
			clear(query)
			part[0] = strings.ToLower(part[0])
			return host, pathOfParts(part...)
		}
	}
	return host, path
}

func vk(host, path string, query url.Values) (string, string) {
	for _, name := range []string{"w", "z"} { // what is shown above the page
		if thing, _, _ := strings.Cut(query.Get(name), "/"); strings.ContainsAny(thing, "0123456789") && strings.Contains(thing, "_") {
			clear(query)
			return host, pathOfParts(thing)
		}
	}
	if part := parts(path); strings.HasPrefix(part[0], "video") || strings.HasPrefix(part[0], "clip") {
		clear(query)
	}
	return host, path
}

func reddit(host, path string, query url.Values) (string, string) {
	part := parts(path)
	if host == "redd.it" && part[0] != "" {
		clear(query)
		return "reddit.com", pathOfParts("comments", part[0])
	}
	for i, name := range part {
		if name != "comments" || i+1 >= len(part) || part[i+1] == "" {
			continue
		}
		clear(query)
		if len(part) > i+3 { // an answer of its own
			return "reddit.com", pathOfParts("comments", part[i+1], "_", part[i+3])
		}
		return "reddit.com", pathOfParts("comments", part[i+1])
	}
	return host, path
}
