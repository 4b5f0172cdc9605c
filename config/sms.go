package config

import (
	"net/url"
	"regexp"
)

var (
	smsSecret = regexp.MustCompile(`^[A-Za-z0-9_-]{16,256}$`)
	smsNumber = regexp.MustCompile(`^\+[1-9][0-9]{7,14}$`)
)

// checkSMS looks at how SMS are carried.
func (s Settings) checkSMS() Faults {
	var faults Faults
	add := func(variable, problem, mend string) { faults = append(faults, Fault{variable, problem, mend}) }
	switch {
	case s.SMSSecret == "" && s.SMSNumber == "":
		return nil
	case s.SMSSecret == "":
		add("RASTAU_SMS_SECRET", "is missing, but RASTAU_SMS_NUMBER is set", "Make one with: openssl rand -hex 32, and set it in SMSsync too")
	case !smsSecret.MatchString(string(s.SMSSecret)):
		add("RASTAU_SMS_SECRET", "is too short, or has characters that do not stand in an address",
			"Use 16 to 256 of A-Z a-z 0-9 _ - only, made with: openssl rand -hex 32")
	}
	if !smsNumber.MatchString(s.SMSNumber) {
		add("RASTAU_SMS_NUMBER", "is not a number with its country's", "Write the number of the phone that carries SMS, such as +77011234567")
	}
	if u, err := url.Parse(s.WebhookURL); err == nil && u.Path == "/sms" {
		add("RASTAU_WEBHOOK_URL", "ends in /sms, where SMS are taken", "Choose another path, such as /telegram")
	}
	if s.Listen == "" {
		add("RASTAU_LISTEN", "is off, but carrying SMS needs it", "Write host:port such as 127.0.0.1:8080, or leave out RASTAU_SMS_SECRET")
	}
	return faults
}
