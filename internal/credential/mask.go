package credential

import "regexp"

// opaque is text that may be a credential without a shape or name of its own.
var opaque = regexp.MustCompile(`[A-Za-z0-9_|-]{24,}`)

// Mask returns text with stars in place of credentials, but for how they begin,
// and of what can be one: a line of code does not show where a value goes. The
// columns stay the same.
func (p *Pack) Mask(text string) string {
	masked := []byte(text)
	for _, m := range p.Find("", text) {
		mask(masked, m.Start, m.End)
	}
	for _, loc := range opaque.FindAllStringIndex(text, -1) {
		s := text[loc[0]:loc[1]]
		if p.Plausible(AccessToken, s) || p.Plausible(AppSecret, s) {
			mask(masked, loc[0], loc[1])
		}
	}
	return string(masked)
}

func mask(text []byte, start, end int) {
	for i := start + len(Redact(string(text[start:end])).Prefix); i < end; i++ {
		text[i] = '*'
	}
}
