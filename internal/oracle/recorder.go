// Package oracle finds out what a program really requests, by running it.
//
// A [Recorder] is an HTTPS proxy that answers every request itself and keeps
// it. Programs need no change for it: net/http takes proxy and certificates
// from the environment. Nothing leaves the machine.
package oracle

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// A Request is one request that a program sent.
type Request struct {
	Method string
	Host   string // without port
	Path   string // as it was sent, escaped
	Query  url.Values
	Body   []byte
	Header http.Header
}

// An Answerer makes the answer to a request.
type Answerer func(Request) []byte

// A Recorder answers requests and keeps them.
type Recorder struct {
	answer   Answerer
	server   *http.Server
	addr     string
	ca       *authority
	file     string // of the certificate of ca
	mu       sync.Mutex
	requests map[string][]Request // by the name of the run
}

// Start starts a recorder that keeps its certificate in dir.
func Start(dir string, answer Answerer) (*Recorder, error) {
	ca, err := newAuthority()
	if err != nil {
		return nil, err
	}
	r := &Recorder{answer: answer, ca: ca, file: filepath.Join(dir, "authority.pem"), requests: make(map[string][]Request)}
	if err := os.WriteFile(r.file, ca.pem, 0o600); err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	r.addr = l.Addr().String()
	r.server = &http.Server{Handler: r, ErrorLog: log.New(io.Discard, "", 0)}
	go r.server.Serve(l) //nolint:errcheck // It ends with Close.
	return r, nil
}

// Close stops the recorder.
func (r *Recorder) Close() error { return r.server.Close() }

// Env returns the environment in which the requests of a program are recorded
// under name.
func (r *Recorder) Env(name string) []string {
	proxy := (&url.URL{Scheme: "http", User: url.User(name), Host: r.addr}).String()
	return []string{
		"HTTPS_PROXY=" + proxy, "HTTP_PROXY=" + proxy, "NO_PROXY=",
		"SSL_CERT_FILE=" + r.file, "SSL_CERT_DIR=" + filepath.Dir(r.file),
	}
}

// Requests returns what was sent under name, in order.
func (r *Recorder) Requests(name string) []Request {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.requests[name]
}

// ServeHTTP serves as the proxy.
func (r *Recorder) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	name := runName(req.Header.Get("Proxy-Authorization"))
	if req.Method != http.MethodConnect {
		answer, err := r.record(name, req.URL.Hostname(), req)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(answer) // A program that went away needs no answer.
		return
	}
	host, _, err := net.SplitHostPort(req.Host)
	if err != nil {
		http.Error(w, "expected host:port", http.StatusBadRequest)
		return
	}
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer func() { _ = conn.Close() }()
	if _, err := io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n"); err != nil {
		return
	}
	r.tunnel(name, host, conn)
}

// runName returns the user of a proxy authorization.
func runName(header string) string {
	data, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(header, "Basic "))
	if err != nil {
		return ""
	}
	name, _, _ := strings.Cut(string(data), ":")
	return name
}

// tunnel answers the requests inside a tunnel to host.
func (r *Recorder) tunnel(name, host string, conn net.Conn) {
	inner := tls.Server(conn, &tls.Config{GetCertificate: r.ca.certificate, NextProtos: []string{"http/1.1"}, MinVersion: tls.VersionTLS12})
	defer func() { _ = inner.Close() }()
	in := bufio.NewReader(inner)
	for {
		req, err := http.ReadRequest(in)
		if err != nil {
			return // The program closed the connection.
		}
		answer, err := r.record(name, host, req)
		if err != nil {
			return
		}
		if err := respond(inner, req, answer); err != nil {
			return
		}
	}
}

func respond(w io.Writer, req *http.Request, answer []byte) error {
	res := http.Response{
		StatusCode: http.StatusOK, ProtoMajor: 1, ProtoMinor: 1, Request: req,
		Header:        http.Header{"Content-Type": {"application/json"}},
		ContentLength: int64(len(answer)),
		Body:          io.NopCloser(bytes.NewReader(answer)),
	}
	return res.Write(w)
}

// record keeps a request and returns the answer.
func (r *Recorder) record(name, host string, req *http.Request) ([]byte, error) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, fmt.Errorf("body: %w", err)
	}
	kept := Request{
		Method: req.Method, Host: host, Path: req.URL.EscapedPath(), Query: req.URL.Query(),
		Body: body, Header: req.Header,
	}
	r.mu.Lock()
	r.requests[name] = append(r.requests[name], kept)
	r.mu.Unlock()
	return r.answer(kept), errors.Join(req.Body.Close())
}
