/**
 * Runs the functions of a deployed build on the real runtime-handler, as `node function-host.cjs <plan.json>` in the
 * folder where the build was laid out. Prints its port, and tells the process that started it what the functions print.
 * They see their variables and nothing else.
 */
const { AsyncLocalStorage } = require('node:async_hooks')
const { readFileSync } = require('node:fs')
const { createServer } = require('node:http')
const { format } = require('node:util')
const { LocalDevelopmentServer } = require('@twilio/runtime-handler/dev')
const { isForLoopback } = require('../edge/loopback-host.ts')
const { takeHeader } = require('../preload.cjs')

const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'))
globalThis[Symbol.for('emulator.restPort')] = process.env.EMULATOR_REST_PORT
process.env = { PATH: process.env.PATH, ...plan.env }

/** The invocation in which something is printed. */
const invocation = new AsyncLocalStorage()
const levels = { debug: 'info', log: 'info', info: 'info', warn: 'warn', error: 'error' }

for (const [method, level] of Object.entries(levels)) {
  const print = console[method].bind(console)
  console[method] = (...args) => {
    print(...args)
    const line = invocation.getStore()
    if (line) process.send({ line: { ...line, level, message: format(...args) } })
  }
}

const host = new LocalDevelopmentServer(0, {
  baseDir: plan.directory,
  env: plan.env,
  port: 0,
  url: plan.url,
  detailedLogs: false,
  live: false,
  logs: false,
  legacyMode: false,
  appName: 'deployed build',
  forkProcess: false,
  logger: console,
  routes: plan.routes,
  enableDebugLogs: false,
})
const app = host.getApp()
const server = createServer((request, response) => {
  if (!isForLoopback(request)) return response.writeHead(403).end()
  const requestSid = takeHeader(request, 'x-emulated-request')
  response.once('close', () => process.send({ ended: requestSid }))
  const { pathname: path } = new URL(request.url, plan.url)
  invocation.run({ requestSid, path }, () => app(request, response))
})
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`))
process.once('disconnect', () => process.exit())
