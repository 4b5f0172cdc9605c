package claim

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// leadsOn reports whether an address leads elsewhere, or its host is no name at all: nobody can read there where it leads. An address
// leads on if its host is known for that, or if another address stands in it, with a scheme or without. Archives show what they keep at
// an address that says which page it is of; but whoever reads it takes it for that page, so they are not published either.
func leadsOn(u *url.URL) bool {
	host := strings.ToLower(u.Host)
	if last := host[strings.LastIndexByte(host, '.')+1:]; last == "" || strings.Trim(last, "0123456789") == "" || strings.HasPrefix(last, "0x") {
		return true // an address in numbers
	}
	for _, r := range redirectors {
		if host == r || strings.HasSuffix(host, "."+r) {
			return true
		}
	}
	return slices.ContainsFunc(strings.Split(unwrapped(u.Path), "/"), hostLike) || strings.Contains(unwrapped(u.EscapedPath()), ":/") ||
		leadsByQuery(u.RawQuery) || leadsByQuery(u.Fragment)
}

// leadsByQuery reports whether one of the values is an address.
func leadsByQuery(query string) bool {
	for _, pair := range strings.FieldsFunc(query, func(r rune) bool { return r == '&' || r == ';' || r == '?' }) {
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			name, value = "", pair // the whole query is one
		}
		value = strings.TrimSpace(unwrapped(strings.ReplaceAll(value, "+", " ")))
		if strings.Contains(value, ":/") || strings.HasPrefix(value, "//") || strings.Contains(value, `:\\`) {
			return true
		}
		if strings.HasPrefix(strings.ToLower(name), "utm_") {
			continue // they say where a reader came from
		}
		head, _, _ := strings.Cut(strings.TrimLeft(value, `/\`), "/")
		head, _, _ = strings.Cut(head, "?")
		if hostLike(head) {
			return true
		}
	}
	return false
}

// unwrapped is a part of an address without codes, however often it is written in them.
func unwrapped(text string) string {
	const deepest = 4
	for range deepest {
		next, err := url.PathUnescape(text)
		if err != nil || next == text {
			break
		}
		text = next
	}
	return text
}

// hostLike reports whether a part of an address is the name of a host: it ends as names of hosts do, or is a number that one has.
func hostLike(part string) bool {
	if _, after, ok := strings.Cut(part, "@"); ok {
		part = after
	}
	part = strings.ToLower(strings.TrimSuffix(strings.TrimSpace(part), "."))
	if _, err := netip.ParseAddr(part); err == nil {
		return true
	}
	if name, port, ok := strings.Cut(part, ":"); ok && strings.Trim(port, "0123456789") == "" {
		part = name
	}
	if !strings.Contains(part, ".") || strings.ContainsAny(part, " ,!()=_") {
		return false
	}
	last := part[strings.LastIndexByte(part, '.')+1:]
	if fileEndings[last] || strings.Trim(last, "0123456789") == "" {
		return false
	}
	_, icann := publicsuffix.PublicSuffix(part)
	return icann
}

// fileEndings are the ends of names of files that are also, or look like, those of hosts.
var fileEndings = set(strings.Fields("html htm shtml xhtml php asp aspx jsp do cfm cgi pl py sh rs md zip mov pdf jpg jpeg png gif webp svg mp4 mp3 txt xml json js css doc docx xls xlsx"))

// redirectors shorten addresses, take one to lead to, or show a page under another address. They are those which people in Kazakhstan and
// Kyrgyzstan meet, and the widespread ones of the lists of shorteners that mail filters and wikis keep (SURBL, Wikimedia's spam blacklist).
var redirectors = strings.Fields(`
	bit.ly bitly.com j.mp t.co goo.gl g.co tinyurl.com tiny.cc tiny.one is.gd v.gd ow.ly clck.ru cutt.ly rebrand.ly shorturl.at shorturl.com rb.gy vk.cc u.to s.id lnkd.in
	goo.su t.ly buff.ly qps.ru bl.ink soo.gd short.io short.gy shrtco.de dub.sh dub.co adf.ly bc.vc ouo.io onelink.me app.link page.link
	go.link smarturl.it snip.ly lc.cx x.co mcaf.ee po.st trib.al dlvr.it ift.tt fb.me amzn.to ya.cc shorte.st urlz.fr n9.cl
	tinu.be rotf.lol surl.li kutt.it hyperurl.co t2m.io tr.im cli.gs su.pr budurl.com qr.ae db.tt git.io nyti.ms wp.me ln.run gg.gg chilp.it vo.la u.nu 2.gp x.gd
	qrco.de me-qr.com aka.ms spoti.fi apple.co spr.ly bnc.lt hubs.ly hubs.la mailchi.mp list-manage.com sendgrid.net mandrillapp.com doubleclick.net googleadservices.com
	l.facebook.com lm.facebook.com l.instagram.com l.messenger.com l.threads.net l.wl.co away.vk.com translate.goog translate.google.com translate.yandex.ru translate.yandex.com
	webcache.googleusercontent.com cdn.ampproject.org ampproject.org out.reddit.com href.li anonym.to anon.to nullrefer.com dereferer.me urldefense.com urldefense.proofpoint.com
	safelinks.protection.outlook.com wa.me api.whatsapp.com exit.sc checklink.mail.ru sba.yandex.ru sba.yandex.net redirect.appmetrica.yandex.com
	web.archive.org archive.ph archive.today archive.is archive.li archive.md archive.vn archive.fo ghostarchive.org perma.cc 12ft.io
`)
