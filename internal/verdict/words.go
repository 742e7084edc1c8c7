package verdict

import (
	"fmt"
	"time"

	"github.com/workplacelint/workplacelint/internal/audit"
)

// words says for each kind of finding which analyzer reports it, in which
// words, and what the way out is.
var words = map[audit.Kind]struct {
	analyzer string
	message  func(wording) string
	help     func(wording) string // nil if there is none
}{
	audit.Missing: {
		analyzer: MissingGrant,
		message:  func(w wording) string { return fmt.Sprintf("%s needs %s", w.subject(), w.lacks()) },
		help:     grantIt,
	},
	audit.MissingInferred: {
		analyzer: MissingGrant,
		message: func(w wording) string {
			return fmt.Sprintf("%s needs %s; this is inferred, no source documents it", w.subject(), w.lacks())
		},
		help: grantIt,
	},
	audit.MissingHost: {
		analyzer: MissingGrant,
		message: func(w wording) string {
			return fmt.Sprintf("if %s is an address of the API, %s needs %s", w.host(), w.subject(), w.lacks())
		},
		help: grantIt,
	},
	audit.MissingAmbiguous: {
		analyzer: MissingGrant,
		message: func(w wording) string {
			names := candidateNames(w.Use)
			return fmt.Sprintf("%s fits %s; %s grants nothing that %s needs", w.request(), list(names), w.fileName(), eitherOf(len(names)))
		},
		help: func(wording) string {
			return "grant what the request needs, or name the variable of the id after what it is the id of"
		},
	},
	audit.MissingWebhook: {
		analyzer: MissingGrant,
		message: func(w wording) string {
			return fmt.Sprintf("webhook %s of %s needs %s", w.Webhook.Field, w.Webhook.Object, w.lacks())
		},
		help: grantIt,
	},
	audit.ScopingRefused: {
		analyzer: MissingGrant,
		message: func(w wording) string {
			return fmt.Sprintf("%s is refused to an app that is limited to groups; %s limits %s", w.subject(), w.line(w.Grant.GroupsPosition), w.Permission)
		},
		help: func(w wording) string { return "let " + w.Permission + " reach all groups, or do without the request" },
	},

	audit.Unused: {
		analyzer: UnusedGrant,
		message:  func(w wording) string { return w.grants() + ", but no request in this program needs it" },
		help:     removeIt,
	},
	audit.NoUse: {
		analyzer: UnusedGrant,
		message: func(w wording) string {
			return fmt.Sprintf("%s; nothing in this program is known to need it, but %s", w.grants(), doubtText(w.Why))
		},
		help: func(wording) string {
			return "remove it if nobody knows what needs it; 'workplacelint requests' lists what is not resolved"
		},
	},
	audit.Redundant: {
		analyzer: UnusedGrant,
		message: func(w wording) string {
			makes := verb(len(w.Others), "makes", "make")
			return fmt.Sprintf("%s, which %s %s unnecessary%s", w.grants(), list(w.Others), makes, w.unless())
		},
		help: removeIt,
	},
	audit.Narrower: {
		analyzer: UnusedGrant,
		message: func(w wording) string {
			return fmt.Sprintf("%s; %s would do%s%s", w.grants(), w.permission(w.Others[0]), w.condition(), w.unless())
		},
		help: func(w wording) string { return "grant " + w.Others[0] + " in its place" },
	},

	audit.MissingDepends: {
		analyzer: FaultyManifest,
		message: func(w wording) string {
			return fmt.Sprintf("%s, which does nothing without %s", w.grants(), w.permission(w.Others[0]))
		},
		help: func(w wording) string { return "grant " + w.Others[0] + " too" },
	},
	audit.UnknownPermission: {
		analyzer: FaultyManifest,
		message:  wording.unknownPermission,
		help: func(w wording) string {
			if len(w.Others) == 0 {
				return "'workplacelint explain NAME' finds a permission by its text in the admin panel"
			}
			return "write " + w.Others[0]
		},
	},
	audit.LegacyPermission: {
		analyzer: FaultyManifest,
		message:  func(w wording) string { return w.grants() + ", which is not given to new apps any more" },
	},
	audit.RemovedPermission: {
		analyzer: FaultyManifest,
		message:  func(w wording) string { return w.grants() + ", which does not exist any more" },
		help:     removeIt,
	},
	audit.NotScopable: {
		analyzer: FaultyManifest,
		message: func(w wording) string {
			return fmt.Sprintf("%s limits %s to groups; only %s can be limited", w.line(w.Grant.GroupsPosition), w.Permission, list(w.scopable()))
		},
		help: func(wording) string { return "remove groups" },
	},
	audit.UnknownWebhook: {
		analyzer: FaultyManifest,
		message: func(w wording) string {
			return fmt.Sprintf("%s subscribes to %s of %s, which no source names", w.at(), w.Webhook.Field, w.Webhook.Object)
		},
	},
	audit.NoReason: {
		analyzer: FaultyManifest,
		message:  func(w wording) string { return w.grants() + " without a reason" },
		help:     func(wording) string { return "say in reason what the app needs it for" },
	},
	audit.Expired: {
		analyzer: FaultyManifest,
		message: func(w wording) string {
			return fmt.Sprintf("%s until %s, which has passed", w.grants(), w.Grant.Until.Format(time.DateOnly))
		},
		help: func(wording) string { return "remove it, or move until if the app still needs it" },
	},
	audit.NoProofRequired: {
		analyzer: FaultyManifest,
		message: func(w wording) string {
			return w.fileName() + " does not require an app secret proof; whoever has the access token can use it"
		},
		help: func(wording) string { return "set settings.require_app_secret_proof once the app sends proofs" },
	},
	audit.NoIPAllowlist: {
		analyzer: FaultyManifest,
		message: func(w wording) string {
			return w.fileName() + " has no ip_allowlist; the access token works from every address"
		},
		help: func(wording) string { return "list the addresses of the app in settings.ip_allowlist" },
	},
}

func grantIt(w wording) string {
	what := "request"
	if w.Webhook != nil {
		what = "webhook"
	}
	return fmt.Sprintf("grant %s in the admin panel and add it to %s, or do without the %s", w.permission(w.Permission), w.fileName(), what)
}

func removeIt(w wording) string {
	return "remove it from " + w.fileName() + " and from the app in the admin panel"
}
