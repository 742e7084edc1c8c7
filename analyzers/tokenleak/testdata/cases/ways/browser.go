package ways

import (
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"

	"github.com/gorilla/websocket"
)

func l01(w http.ResponseWriter) {
	template.Must(template.New("p").Parse("<script>const cfg = {{.}};</script>")).Execute(w, cfg) // want `page`
}

func l02(w http.ResponseWriter) {
	template.Must(template.New("p").Parse("<script>const t = {{.Token}};</script>")).Execute(w, cfg) // want `page`
}

func l03(w http.ResponseWriter) {
	template.Must(template.New("p").Parse("<script>{{.}}</script>")).Execute(w, template.JS("window.T='"+cfg.Token+"'")) // want `page`
}

func l04(w http.ResponseWriter) {
	template.Must(template.New("p").Parse(`<body data-token="{{.Token}}">`)).Execute(w, cfg) // want `page`
}

func l05(w http.ResponseWriter) {
	fmt.Fprintf(w, `<img src="%s/1/picture?access_token=%s">`, graph, cfg.Token) // want `response`
}

func l06(w http.ResponseWriter) {
	json.NewEncoder(w).Encode(cfg) // want `response`
}

func l07(w http.ResponseWriter) {
	json.NewEncoder(w).Encode(map[string]string{"token": cfg.Token}) // want `response`
}

func l08(w http.ResponseWriter) {
	io.WriteString(w, cfg.Token) // want `response`
}

func l09(w http.ResponseWriter) {
	http.SetCookie(w, &http.Cookie{Name: "wp", Value: cfg.Token, HttpOnly: true, Secure: true}) // want `cookie`
}

func l10(w http.ResponseWriter) {
	w.Header().Set("X-Workplace-Token", cfg.Token) // want `header`
}

func l11(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "https://app.example.com/#access_token="+cfg.Token, http.StatusFound) // want `redirect`
}

func l12(w http.ResponseWriter) {
	_, err := http.Get(graph + "/community?access_token=" + cfg.Token)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway) // want `response`
	}
}

func l13(w http.ResponseWriter) {
	resp, err := http.Get(graph + "/community/groups?access_token=" + cfg.Token)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	io.Copy(w, resp.Body) // want `answer`
}

func l14(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/event-stream")
	fmt.Fprintf(w, "data: %s\n\n", cfg.Token) // want `response`
}

func l15(w http.ResponseWriter, r *http.Request) {
	up := websocket.Upgrader{}
	c, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c.WriteJSON(map[string]string{"token": cfg.Token}) // want `socket`
}

func l17(w http.ResponseWriter, r *http.Request) {
	p := &httputil.ReverseProxy{Rewrite: func(pr *httputil.ProxyRequest) {
		pr.Out.URL, _ = url.Parse(graph)
		pr.Out.URL.RawQuery = "access_token=" + cfg.Token // want `proxy`
	}}
	p.ServeHTTP(w, r)
}

// The older form of a proxy.
func l17director(w http.ResponseWriter, r *http.Request) {
	p := &httputil.ReverseProxy{Director: func(req *http.Request) {
		q := req.URL.Query()
		q.Set("access_token", cfg.Token)
		req.URL.RawQuery = q.Encode() // want `proxy`
	}}
	p.ServeHTTP(w, r)
}

func l18(w http.ResponseWriter) {
	json.NewEncoder(w).Encode(os.Environ()) // want `response`
}
