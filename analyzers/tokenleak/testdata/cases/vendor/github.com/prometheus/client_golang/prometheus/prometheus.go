// Package prometheus is a stub: the signatures that the cases use.
package prometheus

type Counter interface{ Inc() }

type CounterOpts struct{ Name, Help string }

type CounterVec struct{}

func NewCounterVec(opts CounterOpts, labels []string) *CounterVec { return nil }

func (*CounterVec) WithLabelValues(values ...string) Counter { return nil }
