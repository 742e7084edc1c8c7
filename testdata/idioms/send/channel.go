package send

import "net/http"

type job struct{ method, path string }

func work(jobs <-chan job, errs chan<- error) {
	for j := range jobs {
		req, err := http.NewRequest(j.method, graph+j.path, nil)
		if err != nil {
			errs <- err
			continue
		}
		errs <- done(http.DefaultClient.Do(req)) // want: DELETE graph.facebook.com /{id}/pinned_posts version=v19.0; POST graph.facebook.com /{id}/albums version=v19.0
	}
	close(errs)
}

// Worker sends what comes through a channel of structs.
func Worker(id string) error {
	jobs, errs := make(chan job, 2), make(chan error)
	go work(jobs, errs)
	jobs <- job{http.MethodDelete, "/" + id + "/pinned_posts"}
	jobs <- job{method: "POST", path: "/" + id + "/albums"}
	close(jobs)
	var failed error
	for err := range errs {
		if err != nil {
			failed = err
		}
	}
	return failed
}

type dispatcher struct{ paths chan string }

func (d *dispatcher) next(stop <-chan struct{}) error {
	select {
	case path := <-d.paths:
		return done(http.Get(graph + path)) // want: GET graph.facebook.com /{id}/files version=v19.0
	case <-stop:
		return nil
	}
}

// Select waits for a path in a field, or for the end.
func Select(id string) error {
	d := &dispatcher{paths: make(chan string, 1)}
	d.paths <- "/" + id + "/files"
	return d.next(nil)
}
