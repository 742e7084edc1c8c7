module example.com/senders

go 1.26.0

require (
	github.com/dghubble/sling v1.4.2
	github.com/go-resty/resty/v2 v2.16.5
	github.com/google/go-querystring v1.1.0
	github.com/hashicorp/go-retryablehttp v0.7.7
	github.com/huandu/facebook/v2 v2.7.1
	github.com/imroc/req/v3 v3.43.1
	github.com/levigross/grequests v0.0.0-20221222020224-9eee758d18d5
	github.com/parnurzeal/gorequest v0.3.0
	github.com/valyala/fasthttp v1.58.0
	golang.org/x/oauth2 v0.38.0
)

require (
	github.com/andybalholm/brotli v1.1.1 // indirect
	github.com/cloudflare/circl v1.3.7 // indirect
	github.com/elazarl/goproxy v1.9.4 // indirect
	github.com/go-task/slim-sprig v0.0.0-20230315185526-52ccab3ef572 // indirect
	github.com/google/pprof v0.0.0-20240227163752-401108e1b7e7 // indirect
	github.com/hashicorp/errwrap v1.1.0 // indirect
	github.com/hashicorp/go-cleanhttp v0.5.2 // indirect
	github.com/hashicorp/go-multierror v1.1.1 // indirect
	github.com/klauspost/compress v1.17.11 // indirect
	github.com/moul/http2curl v1.0.0 // indirect
	github.com/onsi/ginkgo/v2 v2.16.0 // indirect
	github.com/pkg/errors v0.9.1 // indirect
	github.com/quic-go/qpack v0.4.0 // indirect
	github.com/quic-go/quic-go v0.41.0 // indirect
	github.com/refraction-networking/utls v1.6.3 // indirect
	github.com/smartystreets/goconvey v1.8.1 // indirect
	github.com/stretchr/testify v1.11.1 // indirect
	github.com/valyala/bytebufferpool v1.0.0 // indirect
	go.uber.org/mock v0.4.0 // indirect
	golang.org/x/crypto v0.48.0 // indirect
	golang.org/x/exp v0.0.0-20240222234643-814bf88cf225 // indirect
	golang.org/x/mod v0.32.0 // indirect
	golang.org/x/net v0.50.0 // indirect
	golang.org/x/sync v0.19.0 // indirect
	golang.org/x/sys v0.41.0 // indirect
	golang.org/x/text v0.34.0 // indirect
	golang.org/x/tools v0.41.0 // indirect
)
