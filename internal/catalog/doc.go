// Package catalog holds what is known of the Graph API and the Account
// Management API of Workplace: nodes, their fields and edges, the permissions
// each needs, and which endpoint a request is.
package catalog
