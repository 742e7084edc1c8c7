package clientfile

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/lexical"
)

// A pair is a key of a file of settings with its value, both as they stand.
type pair struct {
	key, value string
	start, end int // of both
}

var (
	// pairsOfXML match a key and a value in the forms of property lists, Android
	// resources and manifests, and Cordova.
	pairsOfXML = []lazyPattern{
		lazily(`<key>([^<]{1,200})</key>\s{0,200}<string>([^<]{0,600})</string>`),
		lazily(`<string\s[^>]{0,200}?name="([^"]{1,200})"[^>]{0,200}>([^<]{0,600})</string>`),
		lazily(`(?:android:)?name="([^"]{1,200})"\s{1,200}(?:android:)?value="([^"]{0,600})"`),
	}
	// pairsOfLines match a line of a file of properties, or of the environment.
	pairsOfLines = lazily(`(?m)^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]{0,200})[ \t]*[=:][ \t]*([^\r\n]{0,600})`)
)

// checkSettings reports credentials in settings of an app.
func (t *Tree) checkSettings(k *fileKind, f *file) []Finding {
	switch path.Ext(f.name) {
	case ".gradle", ".kts":
		return t.checkBuildCalls(k, f)
	case ".json":
		return t.checkPairs(k, f, pairsOfJSON(f.text))
	case ".properties", ".xcconfig":
		return t.checkPairs(k, f, matchPairs(f.text, pairsOfLines))
	}
	return t.checkPairs(k, f, matchPairs(f.text, pairsOfXML...))
}

// withoutComments returns the text of a file of settings with blanks in place of
// its comments.
func withoutComments(f *file) string {
	switch path.Ext(f.name) {
	case ".gradle", ".kts":
		return blankComments(f.lang, f.text)
	case ".json", ".xcconfig":
		return blankComments(lexical.Named("json"), f.text)
	case ".properties":
		return withoutHashes(f.text)
	}
	return blankComments(lexical.Named("html"), f.text)
}

func (t *Tree) checkPairs(k *fileKind, f *file, pairs []pair) []Finding {
	declared := t.rulings.of(f.name).names
	var found []Finding
	for _, p := range pairs {
		is, ok := t.rules.Names.credential(p.key)
		if !slices.Contains(declared, p.key) && (!ok || !is.specific) || !t.isValue(p.value) {
			continue
		}
		kind := credential.AccessToken
		if ok {
			kind = is.kind
		}
		found = append(found, t.setting(k.To, f, p.start, p.end, p.key, kind))
	}
	return found
}

func (t *Tree) setting(to Audience, f *file, start, end int, key string, kind credential.Kind) Finding {
	who := t.rules.Audiences[to]
	return Finding{
		Category: Setting, Kind: kind, Position: f.between(start, end), Key: key, Delivery: Delivery{To: to},
		Message: fmt.Sprintf("setting %s holds an %s that %s", key, kind, who.Gets),
		Help:    who.Who + " can read it: keep it on a server, and let that send the requests",
	}
}

// isValue reports whether the value of a setting can be a credential, or stands
// for one that the build fills in.
func (t *Tree) isValue(value string) bool {
	value = strings.Trim(strings.TrimSpace(value), `"'`)
	if strings.HasPrefix(value, "@string/") {
		return false // It is reported where that stands.
	}
	return isReference(value) || t.pack.Plausible(credential.AccessToken, value) || t.pack.Plausible(credential.AppSecret, value)
}

// isReference reports whether a value stands for a variable.
func isReference(value string) bool {
	return strings.HasPrefix(value, "$") || strings.HasPrefix(value, "{{") || strings.HasPrefix(value, "%")
}

func matchPairs(text string, patterns ...lazyPattern) []pair {
	var pairs []pair
	for _, re := range patterns {
		for _, m := range re().FindAllStringSubmatchIndex(text, -1) {
			pairs = append(pairs, pair{text[m[2]:m[3]], text[m[4]:m[5]], m[2], m[5]})
		}
	}
	return pairs
}

// pairsOfJSON returns the keys whose values are strings.
func pairsOfJSON(text string) []pair {
	f := newFile("", text, lexical.Named("json"))
	f.lex()
	var pairs []pair
	for i := range f.tokens {
		if i+2 >= len(f.tokens) || !f.tokens[i].isWhole() || !f.tokens[i+1].is(":") || !f.tokens[i+2].isWhole() {
			continue
		}
		key, value := &f.tokens[i], &f.tokens[i+2]
		pairs = append(pairs, pair{key.text, value.text, int(key.start), int(value.end)})
	}
	return pairs
}

// blankComments replaces comments by spaces, so that offsets stay.
func blankComments(lang *lexical.Language, text string) string {
	b := []byte(text)
	for _, s := range lexical.Split(lang, text) {
		for i := s.Start; s.Kind == lexical.Comment && i < s.End; i++ {
			if b[i] != '\n' {
				b[i] = ' '
			}
		}
	}
	return string(b)
}

// checkBuildCalls reports calls of build scripts that write a credential into an
// app.
func (t *Tree) checkBuildCalls(k *fileKind, f *file) []Finding {
	f.lex()
	var found []Finding
	for i := range f.tokens {
		if tok := &f.tokens[i]; tok.kind != word || !slices.Contains(t.rules.BuildCalls, tok.text) {
			continue
		}
		line := f.tokenAt(&f.tokens[i]).Line
		for j := i + 1; j < len(f.tokens) && f.tokenAt(&f.tokens[j]).Line == line; j++ {
			arg := &f.tokens[j]
			if arg.kind == mark {
				continue
			}
			if is, ok := t.rules.Names.credential(arg.text); ok && is.specific {
				found = append(found, t.setting(k.To, f, int(f.tokens[i].start), int(arg.end), arg.text, is.kind))
				break
			}
		}
	}
	return found
}

// checkEnv reports variables that a bundler copies into what people get.
func (t *Tree) checkEnv(_ *fileKind, f *file) []Finding {
	var found []Finding
	for _, p := range matchPairs(f.text, pairsOfLines) {
		is, ok := t.rules.Names.credential(p.key)
		if !ok || !is.specific {
			continue
		}
		if pre := t.rules.prefixOf(p.key); pre != nil {
			found = append(found, t.variable(f, p.start, p.start+len(p.key), p.key, pre, is.kind))
			continue
		}
		if d := t.envDelivery(f.name); d.isDelivered() && t.isValue(p.value) {
			finding := t.setting(d.To, f, p.start, p.end, p.key, is.kind)
			finding.Delivery = d
			found = append(found, finding)
		}
	}
	return found
}

var (
	nativeConfig = lazily(`"react-native-(?:config|dotenv)"\s*:`)
	flutterAsset = lazily(`(?m)^\s*-\s*["']?(?:assets/)?[\w./-]*\.env\b`)
)

// envDelivery says who gets a file of the environment: some tools put it into an
// app as a whole.
func (t *Tree) envDelivery(name string) Delivery {
	if at, ok := t.project.find(name, "package.json", nativeConfig()); ok {
		return Delivery{To: device, About: "is copied into the app as a whole", At: at}
	}
	if at, ok := t.project.find(name, "pubspec.yaml", flutterAsset()); ok {
		return Delivery{To: device, About: "is a file of the app", At: at}
	}
	return Delivery{}
}

// variable reports a variable that a bundler copies by its name.
func (t *Tree) variable(f *file, start, end int, name string, p *prefix, kind credential.Kind) Finding {
	return Finding{
		Category: Variable, Kind: kind, Position: f.between(start, end), Key: name, Delivery: Delivery{To: p.To},
		Message: fmt.Sprintf("%s is an %s; %s copies every variable that begins with %s into code that %s",
			name, kind, p.Tool, p.Prefix, t.rules.Audiences[p.To].Runs),
		Help: "give it a name without the prefix, and use it on a server only",
	}
}
