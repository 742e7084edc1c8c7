// Package review makes the page on which an administrator decides which
// permissions an app is granted.
//
// There is one model, [Document]: for each box of the admin panel a decision
// with what it rests on, the questions whose answers would settle the rest,
// settings, and what a thief of the access token could do. HTML, Markdown,
// JSON and text are written from it and add nothing.
//
// A box is granted only if a call in the code is proven to need it. What is not
// known is asked, never granted. Each statement names places in code or
// manifest, or the source that says so.
package review
