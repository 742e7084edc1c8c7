// An editor: the client that Microsoft publishes for the protocol speaks to
// "workplacelint lsp" over its standard input and output.
//
//   node client.mjs WORKPLACELINT DIR
//
// DIR is the report bot with a mistaken proof in extra/proof.go.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  createProtocolConnection, StreamMessageReader, StreamMessageWriter, InitializeRequest, InitializedNotification,
  PublishDiagnosticsNotification, HoverRequest, CodeActionRequest, DefinitionRequest, ShutdownRequest, ExitNotification,
} from 'vscode-languageserver-protocol/node'

const [tool, dir] = process.argv.slice(2)
const uri = (name) => pathToFileURL(path.join(dir, name)).href
const lines = (name) => readFileSync(path.join(dir, name), 'utf8').split('\n')
const find = (name, text) => {
  const line = lines(name).findIndex((l) => l.includes(text))
  assert.notEqual(line, -1, `${name} does not hold ${text}`)
  return { line, character: lines(name)[line].indexOf(text) }
}
const document = (name) => ({ textDocument: { uri: uri(name) } })

const server = spawn(tool, ['-C', '/', 'lsp'], { stdio: ['pipe', 'pipe', 'inherit'] })
const closed = new Promise((done) => server.on('exit', done))
const editor = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin))
const diagnostics = new Map()
const all = new Promise((done) => editor.onNotification(PublishDiagnosticsNotification.type, (p) => {
  diagnostics.set(p.uri, p.diagnostics)
  if (diagnostics.size === 3) done()
}))
editor.listen()

const { capabilities } = await editor.sendRequest(InitializeRequest.type, {
  processId: process.pid, rootUri: pathToFileURL(dir).href, capabilities: {},
})
assert.ok(capabilities.hoverProvider && capabilities.codeActionProvider && capabilities.definitionProvider)
await editor.sendNotification(InitializedNotification.type, {})
await all

const [missing] = diagnostics.get(uri('graph/groups.go'))
assert.equal(missing.code, 'missinggrant:missing')
assert.ok(missing.relatedInformation.length > 1, 'evidence is missing')
assert.match(diagnostics.get(uri('workplace.yaml'))[0].message, /^workplace\.yaml:27 grants read_all_messages/)

const position = missing.range.start
const request = await editor.sendRequest(HoverRequest.type, { ...document('graph/groups.go'), position })
assert.match(request.contents.value, /GET \/\{group-id\}\/feed\n(.|\n)*needs read_group/)
assert.match(request.contents.value, /graph\/client\.go:\d+:\d+ {2}request is sent here/)
const evidence = await editor.sendRequest(DefinitionRequest.type, { ...document('graph/groups.go'), position })
assert.ok(evidence.some((l) => l.uri === uri('graph/client.go')), 'the evidence is not in the client')

const grant = find('workplace.yaml', 'read_group')
const permission = await editor.sendRequest(HoverRequest.type, { ...document('workplace.yaml'), position: grant })
assert.match(permission.contents.value, /Read group content/)
const uses = await editor.sendRequest(DefinitionRequest.type, { ...document('workplace.yaml'), position: grant })
assert.ok(uses.some((l) => l.uri === uri('graph/groups.go')), 'no request that needs read_group')

const [proof] = diagnostics.get(uri('extra/proof.go'))
const actions = await editor.sendRequest(CodeActionRequest.type, {
  ...document('extra/proof.go'), range: proof.range, context: { diagnostics: [proof] },
})
assert.deepEqual(actions.map((a) => [a.title, a.kind]), [['Sign token, bar and time', 'quickfix']])
assert.equal(actions[0].edit.changes[uri('extra/proof.go')][0].newText, 'token + "|" + seconds')

await editor.sendRequest(ShutdownRequest.type)
await editor.sendNotification(ExitNotification.type)
assert.equal(await closed, 0)
console.log('the editor sees what it should')
