package catalog

// A Node is one type of node of the Graph API.
type Node struct {
	Name     string
	About    string
	Path     string // the segment that addresses it: {group-id}, me; "" if nothing does
	Abstract bool   // not a type of its own, but what several types share
	Extends  []string
	Aliases  []string
	// IDs are the forms of ids that address it; NamedIDs count only where
	// something says that the node is meant.
	IDs      []string
	NamedIDs []string
	Names    []string // words of names of variables that hold its id
	// WorkplaceOnly marks what plain Facebook does not have.
	WorkplaceOnly bool
	Note          string
	Confidence    Confidence
	Sources       []Source
	Read          *Endpoint
	Update        *Endpoint
	Delete        *Endpoint
	// Fields are the fields that are no edges, by name.
	Fields map[string]*NodeField
	// Edges are the node's own edges, by name; those of Extends are not here.
	Edges map[string]*Edge
}

// A NodeField is one field of a node.
type NodeField struct {
	Name          string
	Node          string // type of the value, "" if it is no node
	List          bool
	Needs         []Need // beyond what the node needs
	WorkplaceOnly bool
	Note          string
	Confidence    Confidence
	Sources       []Source

	plain bool // needs nothing, with the confidence of the node
}

// An Edge leads from a node to others.
type Edge struct {
	Name          string
	Node          string
	List          bool
	WorkplaceOnly bool
	Read          *Endpoint
	Publish       *Endpoint
	Delete        *Endpoint
	PublishByID   *Endpoint // with the id of the target as a further segment
	DeleteByID    *Endpoint
}

// endpoint returns what a method does at the node itself.
func (n *Node) endpoint(method string) *Endpoint {
	switch method {
	case "GET":
		return n.Read
	case "POST":
		return n.Update
	case "DELETE":
		return n.Delete
	}
	return nil
}

// endpoint returns what a method does at the edge, or at one target of it.
func (e *Edge) endpoint(method string, byID bool) *Endpoint {
	switch {
	case method == "GET" && !byID:
		return e.Read
	case method == "POST" && byID:
		return e.PublishByID
	case method == "POST":
		return e.Publish
	case method == "DELETE" && byID:
		return e.DeleteByID
	case method == "DELETE":
		return e.Delete
	}
	return nil
}

// all returns the endpoints of the edge.
func (e *Edge) all() []*Endpoint {
	return compact(e.Read, e.Publish, e.Delete, e.PublishByID, e.DeleteByID)
}

func compact(eps ...*Endpoint) []*Endpoint {
	out := eps[:0:0]
	for _, ep := range eps {
		if ep != nil {
			out = append(out, ep)
		}
	}
	return out
}

// A Root is a word that begins a path in place of an id.
type Root struct {
	Name          string
	About         string
	Aliases       []string
	Nodes         []string // the first that has what is asked for answers
	WorkplaceOnly bool
	Note          string
	Confidence    Confidence
	Sources       []Source
}

// Foreign tells of nodes that the Graph API has and Workplace does not.
type Foreign struct {
	Names      []string // words of names of variables that hold an id of one
	Note       string
	Confidence Confidence
	Sources    []Source
}

// A WebhookObject is a kind of notification.
type WebhookObject struct {
	Name   string
	About  string
	Fields map[string]*WebhookField
}

// A WebhookField is one field of a webhook object. The name "*" stands for
// fields whose names no source shows.
type WebhookField struct {
	Object     string
	Name       string
	When       string
	Needs      []Need
	Note       string
	Confidence Confidence
	Sources    []Source
}

// A Host is a host of the Graph API.
type Host struct {
	Name          string
	About         string
	WorkplaceOnly bool
	// Product is what the host serves in place of Workplace, "" if it serves that.
	Product    string
	Confidence Confidence
	Sources    []Source
}

// A Base is an address of the Account Management API.
type Base struct {
	Host       string
	Path       string // path pattern before the calls
	Version    string // of SCIM
	About      string
	Confidence Confidence
	Sources    []Source
}
