package texts

import (
	"slices"
	"strings"
)

// tracks tells a parameter that does not change what is shown. A short number is a page, or a place on one, whatever its name: "?ref=2".
func tracks(host, name string, values []string) bool {
	if host != "youtube.com" && slices.ContainsFunc(values, shortNumber) && slices.Contains(ambiguous, name) {
		return false
	}
	for _, prefix := range trackingPrefixes {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	if slices.Contains(tracking, name) {
		return true
	}
	if host == "facebook.com" {
		return strings.HasPrefix(name, "__") || slices.Contains(ofFacebook, name)
	}
	return false
}

var trackingPrefixes = []string{"utm_", "mtm_", "matomo_", "pk_", "piwik_", "hsa_", "at_", "ns_", "vero_", "oly_", "guce_"}

var tracking = []string{
	// Of advertising.
	"fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "srsltid", "yclid", "ysclid", "ymclid", "yadclid",
	"yadordid", "msclkid", "twclid", "ttclid", "rb_clickid", "irclickid", "li_fat_id", "rdt_cid", "sccid", "epik", "wickedid", "zanpid", "dicbo",
	// Of sharing.
	"igshid", "igsh", "si", "feature", "mibextid", "share_id", "share_app_id", "share_to", "is_from_webapp", "sender_device", "xmt", "slof", "pp",
	"ab_channel", "tg_rhash", "__twitter_impression", "_branch_match_id", "action_object_map", "fb_ref", "fb_source", "soc_src", "soc_trk",
	// Of where somebody came from.
	"ref", "ref_src", "ref_url", "referrer", "from_source", "sref", "icid", "intcmp", "ito", "xtor", "wt_mc", "smid", "smtyp", "cmpid", "ocid", "spm",
	"trk", "trkinfo", "guccounter",
	// Of letters and counters.
	"mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "__hstc", "__hssc", "__hsfp", "hsctatracking", "_openstat", "_ga", "_gl", "phpsessid",
	// Of how a page is shown.
	"_rdr", "_rdc", "amp", "outputtype",
}

// ambiguous are those of the above that sites also use for what is shown.
var ambiguous = []string{"ref", "si", "pp", "feature", "trk", "sref"}

// shortNumber tells whether a value is a number of up to eight digits.
func shortNumber(value string) bool {
	return value != "" && len(value) <= 8 && strings.Trim(value, "0123456789") == ""
}

var ofFacebook = []string{
	"locale", "rdid", "share_url", "paipv", "eav", "refsrc", "hc_ref", "fref", "app", "sfnsn", "extid", "idorvanity", "notif_id", "notif_t", "_ft_",
	"comment_id", "reply_comment_id", "comment_tracking", "s", "d", "vh", "type", "theater",
}
