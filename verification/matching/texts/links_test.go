package texts

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// samePage are addresses that show the same, each line in its ways of writing.
var samePage = [][]string{
	{
		"https://www.tiktok.com/@akorda/video/7052345678901234567", "https://www.tiktok.com/@akorda/video/7052345678901234567?_t=8abc&_r=1",
		"https://tiktok.com/@AKORDA/video/7052345678901234567?is_from_webapp=1&sender_device=pc&web_id=7", "https://m.tiktok.com/v/7052345678901234567.html?u_code=x",
		"https://www.tiktok.com/embed/v2/7052345678901234567", "http://www.tiktok.com:80/@/video/7052345678901234567/#x", "tiktok.com/player/v1/7052345678901234567",
	},
	{"https://vm.tiktok.com/ZMabc123/", "https://vm.tiktok.com/ZMabc123?k=1"},
	{
		"https://youtu.be/dQw4w9WgXcQ", "https://youtu.be/dQw4w9WgXcQ?si=aBc", "https://www.youtube.com/watch?v=dQw4w9WgXcQ&feature=youtu.be&t=12s",
		"https://m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ", "youtube.com/shorts/dQw4w9WgXcQ?feature=share", "https://music.youtube.com/watch?v=dQw4w9WgXcQ&list=x",
		"https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0", "HTTPS://WWW.YOUTUBE.COM/watch?v=dQw4w9WgXcQ", "https://www.youtube.com/live/dQw4w9WgXcQ",
	},
	{"https://www.youtube.com/@Azattyq/videos", "https://youtube.com/@azattyq/videos?si=1"},
	{
		"https://www.instagram.com/p/CYab12/", "https://instagram.com/p/CYab12/?igsh=MzRl", "https://www.instagram.com/reel/CYab12/?igshid=1&utm_source=ig_web_copy_link",
		"https://www.instagram.com/azattyq/reel/CYab12/", "https://instagr.am/p/CYab12?img_index=2",
	},
	{"https://www.instagram.com/Azattyq/", "instagram.com/azattyq/?hl=ru"},
	{
		"https://www.facebook.com/azattyk/posts/10158", "https://m.facebook.com/Azattyk/posts/10158?mibextid=abc", "https://web.facebook.com/azattyk/posts/10158/?__cft__[0]=A&__tn__=%2CO",
		"https://fb.com/azattyk/posts/10158?fbclid=I&comment_id=7",
	},
	{"https://www.facebook.com/watch/?v=123456", "https://www.facebook.com/azattyk/videos/123456/?extid=x", "https://www.facebook.com/reel/123456?fs=e&mibextid=q", "https://www.facebook.com/watch?v=123456&ref=sharing"},
	{"https://www.facebook.com/photo.php?fbid=9&set=a.1&type=3", "https://www.facebook.com/photo/?fbid=9"},
	{"https://www.facebook.com/story.php?story_fbid=pfbid0&id=100", "https://m.facebook.com/story.php?id=100&story_fbid=pfbid0&mibextid=Nif5oz&rdid=z"},
	{"https://www.facebook.com/groups/Almaty/posts/55/", "https://m.facebook.com/groups/almaty/permalink/55/?ref=share"},
	{
		"https://x.com/KZ/status/1480", "https://twitter.com/kz/status/1480?s=20", "https://x.com/i/web/status/1480", "https://mobile.twitter.com/other/status/1480/photo/1?t=a&s=09",
		"https://fxtwitter.com/kz/status/1480", "https://x.com/i/status/1480#m",
	},
	{"https://x.com/Azattyq", "https://twitter.com/azattyq?s=21&t=q"},
	{"https://www.threads.net/@a/post/C1?xmt=AQ", "https://threads.com/@a/post/C1", "https://www.threads.com/t/C1/"},
	{
		"https://t.me/tengri/12", "https://t.me/Tengri/12?single", "https://t.me/s/tengri/12", "http://telegram.me/tengri/12?comment=9", "t.me/tengri/12?thread=3",
		"https://t.me/tengri/12/", "https://telegram.dog/tengri/12?before=13", "https://t.me/tengri/3/12",
	},
	{"https://t.me/c/1234/56", "https://t.me/c/1234/7/56?single"},
	{"https://nur.kz/1", "https://t.me/iv?url=https%3A%2F%2Fnur.kz%2F1&rhash=abc", "https://t.me/share/url?url=https://nur.kz/1", "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.nur.kz%2F1%3Ffbclid%3DI&h=A",
		"https://www.google.com/url?sa=t&q=https://nur.kz/1&ved=x", "https://vk.com/away.php?to=http%3A%2F%2Fnur.kz%2F1", "https://www.youtube.com/redirect?event=x&q=https%3A%2F%2Fnur.kz%2F1",
		"https://www.google.com/amp/s/www.nur.kz/1", "https://nur-kz.cdn.ampproject.org/c/s/nur.kz/1/amp/", "https://nur.kz/1?amp=1", "https://amp.nur.kz/1", "https://nur.kz/amp/1", "https://nur.kz/1?outputType=amp"},
	{"https://vk.com/wall-1_22", "https://m.vk.com/wall-1_22", "https://vk.com/feed?w=wall-1_22", "https://vk.ru/azattyq?w=wall-1_22%2Fall"},
	{"https://vk.com/video-1_22", "https://vkvideo.ru/video-1_22", "https://vk.com/video-1_22?list=ln-a", "https://vk.com/feed?z=video-1_22%2Fabc"},
	{"https://www.reddit.com/r/Kazakhstan/comments/abc/what/?share_id=1", "https://old.reddit.com/r/Kazakhstan/comments/abc", "https://redd.it/abc"},
	{"https://қазақстан.қаз/жаңалық", "https://xn--80aaa0a6awh12ed.xn--80ao21a/жаңалық", "https://ҚАЗАҚСТАН.ҚАЗ/%D0%B6%D0%B0%D2%A3%D0%B0%D0%BB%D1%8B%D2%9B", "қазақстан.қаз/жаңалық/", "http://www.қазақстан.қаз./%d0%b6аңалық"},
	{"https://правда.рф/новость/1", "http://xn--80aafi6cg.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C/1"},
	{
		"https://tengrinews.kz/news/a-1", "http://tengrinews.kz/news/a-1/", "https://TENGRINEWS.KZ:443/news/a-1", "https://m.tengrinews.kz/news/a-1?utm_source=tg&utm_medium=social", "https://tengrinews.kz./news/a-1#comments",
		"https://tengrinews.kz/news/%61-1?yclid=1&_openstat=x", "https://tengrinews.kz/news/./x/../a-1", "https://user@tengrinews.kz/news/a-1", "https://tengrinews.kz/news/a-1#:~:text=x", "https://wap.tengrinews.kz/news/a-1?",
		"https://tengrinews.kz/news/a-1?gclid=1&mc_eid=2&gad_source=1&srsltid=A",
	},
	{"https://site.kz/", "https://site.kz/index.html", "http://www.site.kz/index.php", "https://site.kz/?utm_id=1", "site.kz/Default.aspx", "https://site.kz//"},
	{"https://site.kz/news/?id=7", "https://site.kz/news/index.php?id=7&ref=tg"},
	{"https://site.kz/a?x=1&y=2", "https://site.kz/a?y=2&x=1", "https://site.kz/a/?x=%31&y=2"},
	{"https://site.kz/a?q=%D0%B0", "https://site.kz/a?q=а", "https://site.kz/a?q=%d0%b0"},
}

// otherPage are addresses that show something else, though they are alike.
var otherPage = [][2]string{
	{"https://www.tiktok.com/@a/video/7052345678901234567", "https://www.tiktok.com/@a/video/7052345678901234568"},
	{"https://vm.tiktok.com/ZMabc123/", "https://vm.tiktok.com/ZMABC123/"},
	{"https://www.tiktok.com/@a", "https://www.tiktok.com/@b"},
	{"https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcq"},
	{"https://www.youtube.com/playlist?list=1", "https://www.youtube.com/playlist?list=2"},
	{"https://site.kz/?p=12", "https://site.kz/?p=13"},
	{"https://site.kz/list?ref=1", "https://site.kz/list?ref=2"},
	{"https://site.kz/page?si=1", "https://site.kz/page?si=2"},
	{"https://site.kz/news#1", "https://site.kz/news#2"},
	{"https://site.kz/?id=12", "https://site.kz/?id=12&page=2"},
	{"https://site.kz/news/1", "https://site.kz/News/1"},
	{"https://site.kz/news/1", "https://site.kz:8080/news/1"},
	{"https://site.kz/a%2Fb", "https://site.kz/a/b"},
	{"https://site.kz/kk/news/1", "https://site.kz/ru/news/1"},
	{"https://ru.site.kz/1", "https://kk.site.kz/1"},
	{"https://site.kz/1.html", "https://site.kz/1.php"},
	{"https://site.kz/#!/1", "https://site.kz/#!/2"},
	{"https://site.kz/ampere", "https://site.kz/ere"},
	{"https://t.me/tengri/12", "https://t.me/tengri/13"},
	{"https://t.me/tengri/12", "https://t.me/c/tengri/12"},
	{"https://t.me/tengri/12", "https://t.me/tengri/s/12"},
	{"https://t.me/+AbC", "https://t.me/+ABC"},
	{"https://t.me/a_bot?start=1", "https://t.me/a_bot?start=2"},
	{"https://t.me/share/url?url=https://a.kz/1", "https://t.me/share/url?url=https://a.kz/2"},
	{"https://x.com/a/status/1", "https://x.com/a/status/2"},
	{"https://www.instagram.com/p/CYab12/", "https://www.instagram.com/p/CYaB12/"},
	{"https://www.instagram.com/stories/a/1/", "https://www.instagram.com/stories/a/2/"},
	{"https://www.facebook.com/story.php?story_fbid=1&id=100", "https://www.facebook.com/story.php?story_fbid=2&id=100"},
	{"https://www.facebook.com/story.php?story_fbid=1&id=100", "https://www.facebook.com/story.php?story_fbid=1&id=101"},
	{"https://www.facebook.com/permalink.php?story_fbid=1&id=1", "https://www.facebook.com/permalink.php?story_fbid=3&id=1"},
	{"https://www.facebook.com/profile.php?id=1", "https://www.facebook.com/profile.php?id=2"},
	{"https://www.facebook.com/photo/?fbid=9", "https://www.facebook.com/photo/?fbid=8"},
	{"https://vk.com/wall-1_22", "https://vk.com/wall-1_23"},
	{"https://www.reddit.com/r/a/comments/abc/x/d1/", "https://www.reddit.com/r/a/comments/abc/x/d2/"},
	{"https://аpple.com/1", "https://apple.com/1"}, // the first letter is Cyrillic
	{"https://web.archive.org/web/2022/https://a.kz/1", "https://a.kz/1"},
	{"https://www.google.com/search?q=a", "https://www.google.com/search?q=b"},
	{"https://web.telegram.org/a/#-1001", "https://web.telegram.org/a/#-1002"},
}

func TestAddressesOfOnePageAreOne(t *testing.T) {
	t.Parallel()
	pages := map[string]string{}
	for _, ways := range samePage {
		want := Links(ways[0])
		require.Len(t, want, 1, ways[0])
		require.Empty(t, pages[want[0]], "%s is another page than %s", ways[0], pages[want[0]])
		pages[want[0]] = ways[0]
		for _, w := range ways {
			require.Equal(t, want, Links("Қараңыз: "+w+" – рас па?"), w)
		}
	}
	for _, pair := range otherPage {
		require.NotEqual(t, Links(pair[0]), Links(pair[1]), pair[0])
	}
}

func FuzzLinks(f *testing.F) {
	for _, ways := range samePage {
		for _, w := range ways {
			f.Add(w)
		}
	}
	for _, pair := range otherPage {
		f.Add(pair[0])
	}
	for _, s := range []string{"https://a.kz/%00/%2500%2F", "https://t.me/iv?url=https://t.me/iv?url=a.kz/1", "https://a.kz/amp/amp/amp", "https://a.kz/index.php/index.php", "https://[::1]:80/a", "https://a.kz/;jsessionid=1;jsessionid=2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.ContainsAny(s, " \t\n") {
			return
		}
		l := canonical(s)
		if l == "" {
			return
		}
		require.Equal(t, l, canonical("https://"+l), s)
	})
}
