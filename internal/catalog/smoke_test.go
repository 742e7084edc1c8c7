package catalog_test
import ("testing";"fmt";"github.com/workplacelint/workplacelint/internal/catalog";"github.com/workplacelint/workplacelint/internal/graphapi";"github.com/workplacelint/workplacelint/internal/strval";"github.com/workplacelint/workplacelint/rules")
func TestSmoke(t *testing.T){
 c,err:=catalog.Load(rules.Files); if err!=nil {t.Fatal(err)}
 fmt.Println(len(c.Endpoints()),len(c.Nodes()),len(c.Permissions()))
 for _,x:=range []string{"GET https://graph.facebook.com/v2.6/{group_id}/members?fields=id,email,managers{email}","GET https://graph.facebook.com/community/groups","POST https://graph.facebook.com/me/messages","GET https://graph.facebook.com/{id}","GET https://graph.facebook.com/{id}?fields=email","GET https://graph.facebook.com/{id}/comments","DELETE https://graph.facebook.com/{message_id}?user=1","POST https://graph.facebook.com/{x}?active=false","GET https://scim.workplace.com/Users/{id}","PUT https://www.facebook.com/scim/v1/Users/1","GET https://www.facebook.com/x","POST {base}/me/thread_settings","GET {base}/{group}/feed","GET https://graph.facebook.com{path}","POST https://graph.facebook.com/me/thread_settings","GET https://graph.facebook.com/?ids={ids}&fields=email","POST https://graph.facebook.com/t_{id}/participants", "GET https://graph.facebook.com/{id}/members","GET https://graph.facebook.com/{community_id}/members","GET https://graph.facebook.com/t_{thread_id}/messages"} {
  var m,u string; fmt.Sscan(x,&m,&u)
  r:=graphapi.New(m,strval.MustParse(u),nil)
  a:=c.Match(r,nil)
  fmt.Println(x,"=>",[]string{"unresolved","unknown","ambiguous","exact"}[a.Kind],[]string{"no","graph","scim","unknownhost"}[a.API],a.Reason,a.UnknownFields,a.Workplace)
  for _,cd:=range a.Candidates { fmt.Print("    ",cd.Endpoint.Name()); for _,n:=range cd.Requirement.Needs {fmt.Print(" ",n.AnyOf," ",n.Why," ",n.Field,";")}; fmt.Println() }
 }
}
