package observed

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	// common matches the Common Log Format and what begins like it: host, two names,
	// time, request, status.
	common = regexp.MustCompile(`^\S+ \S+ .*?\[([^\]]+)\] "([A-Z]+) (\S+)(?: HTTP/[0-9.]+)?" (\d{3})\b`)
	// squid matches the native format of Squid: time, duration, client,
	// result/status, size, method, address.
	squid = regexp.MustCompile(`^(\d+\.\d+)\s+\d+ \S+ [A-Z_]+/(\d{3}) \d+ ([A-Z]+) (\S+) `)
)

// parseLine reads one line of a log.
func parseLine(line string) (Request, bool) {
	if strings.HasPrefix(line, "{") {
		return parseJSON(line)
	}
	if m := squid.FindStringSubmatch(line); m != nil {
		return Request{Method: m[3], URL: m[4], Time: timeOf(m[1]), Status: number(m[2])}, true
	}
	if m := common.FindStringSubmatch(line); m != nil {
		return Request{Method: m[2], URL: m[3], Time: timeOf(m[1]), Status: number(m[4])}, true
	}
	return Request{}, false
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// keys are the names under which programs log the parts of a request as JSON, the
// most frequent first. Some log the request as an object of its own.
var keys = struct{ method, url, host, time, status []string }{
	method: []string{"method", "http_method", "request_method", "verb"},
	url:    []string{"url", "uri", "request_uri", "request_url", "path"},
	host:   []string{"host", "authority", "http_host", "server_name"},
	time:   []string{"time", "ts", "timestamp", "@timestamp", "start_time", "time_iso8601"},
	status: []string{"status", "status_code", "response_code", "code"},
}

func parseJSON(line string) (Request, bool) {
	var top map[string]any
	if json.Unmarshal([]byte(line), &top) != nil {
		return Request{}, false
	}
	objects := object{top}
	if text := objects.find("log", "message"); text != "" { // a line in an envelope
		if req, ok := parseLine(strings.TrimSpace(text)); ok {
			return req, true
		}
	}
	for _, name := range []string{"request", "httpRequest", "http"} {
		if inner, ok := top[name].(map[string]any); ok {
			objects = append(objects, inner)
		}
	}
	req := Request{
		Method: strings.ToUpper(objects.find(keys.method...)), URL: objects.find(keys.url...),
		Time: timeOf(objects.find(keys.time...)), Status: number(objects.find(keys.status...)),
	}
	if host := objects.find(keys.host...); host != "" && strings.HasPrefix(req.URL, "/") {
		req.URL = "https://" + host + req.URL
	}
	return req, req.Method != "" && req.URL != ""
}

// object is a JSON object with those in it that continue it.
type object []map[string]any

// find returns the first text or number that has one of some names.
func (o object) find(names ...string) string {
	for _, m := range o {
		for _, name := range names {
			switch v := m[name].(type) {
			case string:
				return v
			case float64:
				return strconv.FormatFloat(v, 'f', -1, 64)
			}
		}
	}
	return ""
}

// layouts are the forms of time in logs.
var layouts = []string{
	time.RFC3339Nano, "02/Jan/2006:15:04:05 -0700", "2006-01-02T15:04:05.999999999-0700", "2006-01-02 15:04:05", time.DateOnly,
}

// timeOf reads a time, or seconds since 1970. It returns zero for anything else.
func timeOf(s string) time.Time {
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	const (
		millis = 1e11 // above, a number counts milliseconds
		end    = 1e14
	)
	n, err := strconv.ParseFloat(s, 64)
	switch {
	case err != nil, !(n > 0 && n < end):
		return time.Time{}
	case n > millis:
		n /= 1000
	}
	return time.Unix(int64(n), 0).UTC()
}
