# Splits Python with the tokenize module. Reads names of files, one a line; writes
# for each a line of JSON: the comments and strings by bytes, without prefixes.
import io
import json
import sys
import tokenize

START = getattr(tokenize, "FSTRING_START", None)
END = getattr(tokenize, "FSTRING_END", None)


def spans(data):
    text = data.decode("utf-8")
    lines = io.StringIO(text, newline="").readlines()
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.encode("utf-8")))

    def at(position):
        line, column = position
        if line > len(lines):
            return starts[-1]
        return starts[line - 1] + len(lines[line - 1][:column].encode("utf-8"))

    found, open_at = [], []
    for token in tokenize.tokenize(io.BytesIO(data).readline):
        if token.type not in (tokenize.COMMENT, tokenize.STRING, START, END):
            continue
        start, end = at(token.start), at(token.end)
        if token.type == tokenize.COMMENT:
            if not open_at:
                found.append(["comment", start, end])
        elif token.type == tokenize.STRING or token.type == START:
            prefix = len(token.string) - len(token.string.lstrip("rRbBuUfFtT"))
            if token.type == START:
                open_at.append(start + prefix)
            elif not open_at:
                found.append(["string", start + prefix, end])
        elif token.type == END:
            begin = open_at.pop()
            if not open_at:
                found.append(["string", begin, end])
    return found


for name in sys.stdin.read().splitlines():
    out = {"file": name}
    try:
        with open(name, "rb") as f:
            data = f.read()
        if tokenize.detect_encoding(io.BytesIO(data).readline)[0] not in ("utf-8", "utf-8-sig"):
            raise ValueError("not UTF-8")
        compile(data, name, "exec", dont_inherit=True)
        out["spans"] = spans(data)
    except Exception as e:
        out["error"] = str(e)
    print(json.dumps(out))
