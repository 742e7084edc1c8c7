module cases.example

go 1.26

require (
	github.com/getsentry/sentry-go v0.50.0
	github.com/gorilla/websocket v1.5.3
	github.com/hashicorp/go-retryablehttp v0.7.8
	github.com/prometheus/client_golang v1.23.0
	github.com/rs/zerolog v1.34.0
	github.com/sirupsen/logrus v1.9.3
	go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp v0.72.0
	go.opentelemetry.io/otel v1.40.0
	go.opentelemetry.io/otel/trace v1.40.0
	go.uber.org/zap v1.27.0
	golang.org/x/oauth2 v0.36.0
	google.golang.org/grpc v1.79.3
)
