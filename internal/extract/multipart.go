package extract

import (
	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// multipartModels note the parts of a body on the buffer it is written to.
var multipartModels = map[string]eval.Model{
	"mime/multipart.NewWriter": func(c *eval.Call) eval.Val {
		id := c.New(multipartType, "writer")
		c.Edit(id).Fields["to"] = c.Arg(0)
		return eval.Pointer(id)
	},
	"(*mime/multipart.Writer).WriteField": func(c *eval.Call) eval.Val {
		addPart(c, c.Text(2))
		return eval.Val{}
	},
	"(*mime/multipart.Writer).CreateFormFile":  filePart,
	"(*mime/multipart.Writer).CreateFormField": filePart,
	"(*mime/multipart.Writer).FormDataContentType": func(*eval.Call) eval.Val {
		return eval.Text("multipart/form-data")
	},
	"(*mime/multipart.Writer).Close": func(*eval.Call) eval.Val { return eval.Val{} },
}

func filePart(c *eval.Call) eval.Val {
	addPart(c, strval.Single(strval.Of(strval.Hole{Name: "file"})))
	id := c.New("io.Writer", "part")
	return eval.Val{Tuple: []eval.Val{eval.Pointer(id), {}}}
}

func addPart(c *eval.Call, v strval.Value) {
	names, _ := c.Text(1).Literals()
	for _, w := range c.Objects(c.Arg(0)) {
		to := c.State.Get(w).Fields["to"]
		for _, id := range c.Objects(to) {
			o := c.Edit(id)
			for _, name := range names {
				o.Fields[partField+name] = eval.Strings(v)
			}
		}
	}
}
