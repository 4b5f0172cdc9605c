package sms

import (
	"strconv"
	"time"
)

// All keys are in one hash slot: a phone carries a few messages a minute.
const (
	tag       = "{sms}:"
	itemsKey  = tag + "items"  // HASH uuid → sealed message
	ofKey     = tag + "of"     // HASH uuid → pseudonym of its number
	dueKey    = tag + "due"    // ZSET uuid → from when it may be handed out
	triesKey  = tag + "tries"  // HASH uuid → how often it was handed out
	seenKey   = tag + "seen"   // ZSET pseudonym of a key → when it was queued
	handedKey = tag + "handed" // ZSET uuid → when the phone took it over
	doneKey   = tag + "done"   // ZSET cause of an SMS that was handled → when
)

// limitKeys count SMS: of a number in a minute and in a day, and of all in a minute. All expire.
func limitKeys(person string, now time.Time) []string {
	minute := strconv.FormatInt(now.Unix()/60, 10)
	return []string{
		tag + "minute:" + person + ":" + minute,
		tag + "day:" + person + ":" + strconv.FormatInt(now.Unix()/86400, 10),
		tag + "all:" + minute,
	}
}
