/**
 * Runs the functions of a deployed build on the real runtime-handler, as `node function-host.cjs <plan.json>` in the
 * folder where the build was laid out. Prints its port. The functions see their variables and nothing else.
 */
const { readFileSync } = require('node:fs')
const { createServer } = require('node:http')
const { LocalDevelopmentServer } = require('@twilio/runtime-handler/dev')

const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'))
globalThis[Symbol.for('emulator.restPort')] = process.env.EMULATOR_REST_PORT
process.env = { PATH: process.env.PATH, ...plan.env }

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
const server = createServer(host.getApp())
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`))
