package lexical

import "strings"

// page splits a page: tags, text, and the scripts in it.
func (s *splitter) page() {
	if s.lang.Frontmatter && s.at("---") {
		s.frontmatter()
	}
	for s.pos < s.end {
		switch {
		case s.text[s.pos] != '<':
			s.pageText()
		case s.at("<!--"):
			s.comment(s.after("-->"))
		case s.at("<![CDATA["):
			s.emit(Code, s.pos+len("<![CDATA["), 0)
			s.pos = s.after("]]>")
			s.emit(Text, s.pos, 0)
		case s.at("<%"):
			s.pos = s.after("%>")
		case s.at("<?"):
			s.pos = s.after("?>")
		case s.at("</"), s.at("<!"):
			s.pos = s.after(">")
		case isWord(s.byteAt(1)):
			s.pageTag()
		default:
			s.pos++
		}
	}
}

// pageText goes on to the next tag.
func (s *splitter) pageText() {
	end := s.end
	if i := strings.IndexByte(s.rest(), '<'); i >= 0 {
		end = s.pos + i
	}
	s.emit(Code, s.pos, 0)
	s.pos = end
	s.emit(Text, end, 0)
}

// frontmatter splits the code that stands before a page, which runs elsewhere.
func (s *splitter) frontmatter() {
	end := s.end
	s.pos += len("---")
	if i := strings.Index(s.rest(), "\n---"); i >= 0 {
		end = s.pos + i
	}
	s.inner("typescript", end)
	s.pos = min(end+len("\n---"), s.end)
}

// inner splits code of another language up to end.
func (s *splitter) inner(lang string, end int) {
	page, whole := s.lang, s.end
	s.run(byName[lang], end)
	s.lang, s.end = page, whole
}

func (s *splitter) pageTag() {
	start := s.pos
	s.pos++
	for s.pos < s.end && isWord(s.text[s.pos]) {
		s.pos++
	}
	name := s.text[start+1 : s.pos]
	for s.pos < s.end {
		switch c := s.text[s.pos]; {
		case c == '"' || c == '\'':
			s.attribute(c)
		case c == '{' && s.braces():
		case c == '>':
			s.pos++
			s.rawText(name, s.text[start:s.pos])
			return
		default:
			s.pos++
		}
	}
}

// braces skips an expression in a tag, if it ends.
func (s *splitter) braces() bool {
	if s.pos < s.flat {
		return false
	}
	depth := 0
	for i := s.pos; i < s.end; i++ {
		switch s.text[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				s.pos = i + 1
				return true
			}
		}
	}
	s.flat = s.end
	return false
}

// rawText splits what stands between a tag and its end and is no page.
func (s *splitter) rawText(name, tag string) {
	name = strings.ToLower(name)
	if name != "script" && name != "style" || strings.HasSuffix(tag, "/>") {
		return
	}
	end := s.end
	if i := indexFold(s.rest(), "</"+name); i >= 0 {
		end = s.pos + i
	}
	s.emit(Code, s.pos, 0)
	lang := scriptLanguage(strings.ToLower(tag))
	if name == "style" || lang == "" {
		s.pos = end
		s.emit(Text, end, 0)
		return
	}
	s.script = true
	s.inner(lang, end)
	s.script = false
}

// scriptLanguage returns the language of a script by its tag in lower case, ""
// if it is none that runs.
func scriptLanguage(tag string) string {
	switch {
	case strings.Contains(tag, "tsx"):
		return "tsx"
	case strings.Contains(tag, `lang="ts`), strings.Contains(tag, "typescript"), strings.Contains(tag, `lang='ts`):
		return "typescript"
	case strings.Contains(tag, "json"):
		return "json"
	case strings.Contains(tag, "text/html"), strings.Contains(tag, "template"):
		return ""
	case strings.Contains(tag, "python"), strings.Contains(tag, `"py"`):
		return "python"
	}
	return "javascript"
}

// indexFold is strings.Index without regard to the case of ASCII letters; part is
// in lower case and begins with no letter.
func indexFold(text, part string) int {
	for at := 0; ; at++ {
		i := strings.IndexByte(text[at:], part[0])
		if i < 0 || at+i+len(part) > len(text) {
			return -1
		}
		at += i
		if strings.EqualFold(text[at:at+len(part)], part) {
			return at
		}
	}
}
