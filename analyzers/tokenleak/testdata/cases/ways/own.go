package ways

import (
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"net/http/httputil"
	"os"
	"os/exec"

	"github.com/hashicorp/go-retryablehttp"
	zlog "github.com/rs/zerolog/log"
	"github.com/sirupsen/logrus"
	"go.uber.org/zap"
)

func l20() {
	log.Printf("using token %s", cfg.Token) // want `log`
}

func l21() {
	log.Printf("config: %+v", cfg) // want `log`
}

func l22() {
	_, err := http.Get(graph + "/me?access_token=" + cfg.Token)
	log.Println("graph call failed:", err) // want `log`
}

func l23() {
	slog.Info("start", "token", cfg.Token) // want `log`
}

func l24() {
	slog.Info("start", "cfg", cfg) // want `log`
}

func l25() {
	zap.L().Info("start", zap.String("token", cfg.Token)) // want `log`
	zap.L().Info("start", zap.Any("cfg", cfg))            // want `log`
}

func l26() {
	zlog.Info().Str("token", cfg.Token).Msg("start") // want `log`
	zlog.Info().Interface("cfg", cfg).Msg("start")   // want `log`
}

func l27() {
	logrus.WithField("token", cfg.Token).Info("start")              // want `log`
	logrus.WithFields(logrus.Fields{"token": cfg.Token}).Info("go") // want `log`
}

func l28() {
	req, _ := http.NewRequest("GET", graph+"/me?access_token="+cfg.Token, nil)
	b, _ := httputil.DumpRequestOut(req, true)
	log.Printf("%s", b) // want `log`
}

func l29() {
	_, err := http.Get(graph + "/me?access_token=" + cfg.Token)
	if err != nil {
		panic(err) // want `panic`
	}
}

// FetchL30 returns the error as it is.
func FetchL30(token string) (*http.Response, error) {
	resp, err := http.Get("https://graph.workplace.com/me?access_token=" + token) // want `returned`
	if err != nil {
		return nil, fmt.Errorf("fetch: %w", err)
	}
	return resp, nil
}

func l30() {
	_, _ = FetchL30(cfg.Token)
}

func l35() {
	rc := retryablehttp.NewClient()
	rc.Get(graph + "/me?access_token=" + cfg.Token) // want `debuglog`
}

func l37() {
	exec.Command("curl", "-H", "Authorization: Bearer "+cfg.Token, graph+"/me").Run() // want `command`
}

func l39() {
	os.WriteFile("wp.json", []byte(cfg.Token), 0o644) // want `file`
}
