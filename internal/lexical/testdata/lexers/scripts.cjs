// Splits scripts with acorn and the compiler of TypeScript. Reads names of files,
// one a line; writes for each a line of JSON: the comments, strings, regular
// expressions and texts between tags, by bytes. A file that is not of the
// language has an error instead.
const fs = require('fs');
const path = require('path');
const acorn = require('acorn').Parser.extend(require('acorn-jsx')());
const ts = require('typescript');

function offsets(text) {
  const at = new Uint32Array(text.length + 1);
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    at[i] = bytes;
    const c = text.charCodeAt(i);
    const low = text.charCodeAt(i + 1);
    if (c < 0x80) bytes += 1;
    else if (c < 0x800) bytes += 2;
    else if (c >= 0xd800 && c < 0xdc00 && low >= 0xdc00 && low < 0xe000) { at[++i] = bytes; bytes += 4; }
    else bytes += 3;
  }
  at[text.length] = bytes;
  return at;
}

function walk(node, visit) {
  if (!node || typeof node.type !== 'string') return;
  visit(node);
  for (const key of Object.keys(node)) {
    const child = node[key];
    if (Array.isArray(child)) child.forEach((c) => walk(c, visit));
    else if (child && typeof child.type === 'string') walk(child, visit);
  }
}

function withAcorn(text) {
  const spans = [];
  const parse = (sourceType) => acorn.parse(text, {
    ecmaVersion: 'latest', sourceType, allowHashBang: true, allowReturnOutsideFunction: true,
    onComment: (block, _, start, end) => spans.push(['comment', start, end]),
  });
  let tree;
  try { tree = parse('module'); } catch (e) { spans.length = 0; tree = parse('script'); }
  const seen = new Set(); // A shorthand property has the same node twice.
  walk(tree, (n) => {
    if (seen.has(n)) return;
    seen.add(n);
    if (n.type === 'Literal' && n.regex) spans.push(['regexp', n.start, n.end]);
    else if (n.type === 'Literal' && typeof n.value === 'string') spans.push(['string', n.start, n.end]);
    else if (n.type === 'JSXText') spans.push(['text', n.start, n.end]);
    else if (n.type === 'TemplateLiteral') {
      n.quasis.forEach((q, i) => spans.push(['string', q.start - 1, q.end + (i === n.quasis.length - 1 ? 1 : 2)]));
    }
  });
  return spans;
}

function withTypeScript(name, text) {
  const kind = name.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, kind);
  if (source.parseDiagnostics.length) throw new Error('not TypeScript');
  const spans = [];
  const comments = new Map();
  const K = ts.SyntaxKind;
  const isString = new Set([K.StringLiteral, K.NoSubstitutionTemplateLiteral, K.TemplateHead, K.TemplateMiddle, K.TemplateTail]);
  const visit = (node) => {
    if (node.kind >= K.FirstJSDocNode && node.kind <= K.LastJSDocNode) return;
    if (node.kind === K.JsxText) {
      spans.push(['text', node.pos, node.end]);
      return; // What looks like a comment in it is text.
    }
    const children = node.getChildren(source).filter((c) => !(c.kind >= K.FirstJSDocNode && c.kind <= K.LastJSDocNode));
    if (children.length === 0) {
      for (const range of [...(ts.getLeadingCommentRanges(text, node.pos) || []), ...(ts.getTrailingCommentRanges(text, node.pos) || [])]) {
        if (range.end <= node.getStart(source)) comments.set(range.pos, range.end);
      }
    }
    if (isString.has(node.kind)) spans.push(['string', node.getStart(source), node.end]);
    if (node.kind === K.RegularExpressionLiteral) spans.push(['regexp', node.getStart(source), node.end]);
    children.forEach(visit);
  };
  visit(source);
  comments.forEach((end, pos) => spans.push(['comment', pos, end]));
  return spans;
}

for (const name of fs.readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const text = fs.readFileSync(name, 'utf8');
  const out = { file: name };
  try {
    const at = offsets(text);
    const spans = /\.tsx?$/.test(name) ? withTypeScript(name, text) : withAcorn(text);
    out.spans = spans.map(([kind, start, end]) => [kind, at[start], at[end]]).filter(([, start, end]) => start < end);
  } catch (e) {
    out.error = String(e.message);
  }
  process.stdout.write(JSON.stringify(out) + '\n');
}
