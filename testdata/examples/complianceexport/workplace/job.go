package workplace

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// A Job is an export of account data that Workplace prepares.
type Job struct {
	ID     string `json:"id"`
	Status string `json:"status"`
	Result string `json:"result"` // where the file is
}

// StartExport asks Workplace to prepare the account data.
func (c *Client) StartExport(ctx context.Context) (Job, error) {
	var job Job
	err := c.post(ctx, c.link("company/export_employee_data", nil), nil, &job)
	return job, err
}

// Await waits until the file is there.
func (c *Client) Await(ctx context.Context, exportJobID string, pause time.Duration) (Job, error) {
	for {
		var job Job
		err := c.get(ctx, c.link(exportJobID, url.Values{"fields": {"id,status,result"}}), &job)
		switch {
		case err != nil:
			return job, err
		case job.Status == "COMPLETED":
			return job, nil
		case job.Status == "FAILED":
			return job, errors.New("the export of account data did not succeed")
		}
		select {
		case <-ctx.Done():
			return job, ctx.Err()
		case <-time.After(pause):
		}
	}
}

// Download opens the file of a job. Its address is good for a short time and
// needs no token.
func (c *Client) Download(ctx context.Context, job Job) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, job.Result, nil)
	if err != nil {
		return nil, err
	}
	res, err := c.Do(req)
	if err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusOK {
		res.Body.Close()
		return nil, fmt.Errorf("account data: %s", res.Status)
	}
	return res, nil
}
