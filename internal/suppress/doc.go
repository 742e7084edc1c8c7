// Package suppress reads comments that take findings out of the count:
//
//	//workplacelint:ignore ANALYZER[:CATEGORY][,...] -- reason [until 2027-01-01]
//
// A space may stand before it, and it may be a comment of any kind. It speaks for
// the line it ends, or, alone on its line, for the next line that is no comment. A reason is required.
// After its last day a comment suppresses nothing; one that is expired, unused
// or not written as above is itself worth a finding.
package suppress
