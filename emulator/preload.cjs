/**
 * Loaded into a program by NODE_OPTIONS="--require <absolute path>/preload.cjs". It lets an unmodified program believe
 * that it talks to Twilio: requests to *.twilio.com go to the emulator's REST port, those to deployed addresses
 * (*.twil.io) to its public port where EMULATOR_EDGE_PORT names it, and while the emulator's clock is
 * moved by a test, the program's Date follows it. So it is in processes that the program forks; their time goes on from
 * there. Not covered: fetch (the twilio package does not use it).
 */
const childProcess = require('node:child_process')
const http = require('node:http')
const https = require('node:https')
const { syncBuiltinESMExports } = require('node:module')
const { urlToHttpOptions } = require('node:url')

const realNow = Date.now
const nodeOptions = process.env.NODE_OPTIONS
const inherited = takeInheritance()
const atStart = {
  restPort: inherited.restPort ?? process.env.EMULATOR_REST_PORT,
  edgePort: inherited.edgePort ?? process.env.EMULATOR_EDGE_PORT,
}
/** How far the time of day is from the real one, in ms; undefined until it was ever moved. */
let shift

if (inherited.shift !== undefined) shiftDateBy(inherited.shift)
redirectTwilioHosts()
followEmulatedClock()
followIntoForks()
syncBuiltinESMExports()
module.exports = { takeHeader }

function redirectTwilioHosts() {
  const agent = new http.Agent({ keepAlive: true })
  const realRequest = https.request

  https.request = function (...args) {
    const options = requestOptions(args)
    const host = options.hostname ?? String(options.host ?? '').replace(/:\d+$/, '')
    const port = emulatedPort(host)
    if (!port) return realRequest.apply(this, args)
    return http.request(
      {
        ...options,
        protocol: 'http:',
        hostname: '127.0.0.1',
        host: undefined,
        port,
        agent,
        headers: { ...options.headers, 'x-emulated-host': host },
      },
      args.find((arg) => typeof arg === 'function'),
    )
  }

  https.get = (...args) => {
    const request = https.request(...args)
    request.end()
    return request
  }
}

/** twilio-run replaces process.env by its .env file; tests in the emulator's own process know the ports only later. */
function emulatedPort(host) {
  if (/(^|\.)twilio\.com$/i.test(host)) return Number(restPort())
  if (/\.twil\.io$/i.test(host)) return Number(edgePort())
}

const restPort = () => atStart.restPort ?? globalThis[Symbol.for('emulator.restPort')]
const edgePort = () => atStart.edgePort ?? globalThis[Symbol.for('emulator.edgePort')]

/** https.request takes (url, options?, callback?) or (options, callback?). */
function requestOptions([first, second]) {
  if (typeof first !== 'string' && !(first instanceof URL)) return first
  return { ...urlToHttpOptions(new URL(first)), ...(typeof second === 'object' ? second : {}) }
}

/**
 * The edge names its time in `x-emulator-now` (epoch ms) while its clock is virtual, and in no header while it is real.
 * Monotonic timers are left alone: only what the program reads as the time of day moves.
 */
function followEmulatedClock() {
  const realEmit = http.Server.prototype.emit

  http.Server.prototype.emit = function (event, request, ...rest) {
    if (event === 'request') {
      const now = takeHeader(request, 'x-emulator-now')
      if (now !== undefined) shiftDateBy(Number(now) - realNow())
      else if (shift !== undefined) shiftDateBy(0)
    }
    return realEmit.call(this, event, request, ...rest)
  }
}

/** What is meant for the emulator's side only is not shown to functions. */
function takeHeader(request, name) {
  const value = request.headers[name]
  if (value === undefined) return undefined
  delete request.headers[name]
  request.rawHeaders.splice(
    request.rawHeaders.findIndex((part) => part.toLowerCase() === name),
    2,
  )
  return value
}

function shiftDateBy(milliseconds) {
  if (shift === undefined) installShiftedDate()
  shift = milliseconds
}

function installShiftedDate() {
  const RealDate = Date
  const now = () => realNow() + shift

  const ShiftedDate = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length ? args : [now()], newTarget === ShiftedDate ? target : newTarget),
  })
  RealDate.now = now
  RealDate.prototype.constructor = ShiftedDate
  globalThis.Date = ShiftedDate
}

/** twilio-run forks a process for each request, out of an environment that is only its .env file. */
function followIntoForks() {
  const realFork = childProcess.fork

  childProcess.fork = (modulePath, ...rest) => {
    const args = Array.isArray(rest[0]) ? rest[0] : []
    const options = rest.find((part) => part && !Array.isArray(part)) ?? {}
    return realFork(modulePath, args, { ...options, env: environmentOfFork(options.env ?? process.env) })
  }
}

function environmentOfFork(env) {
  const options = env.NODE_OPTIONS ?? nodeOptions ?? ''
  const preload = options.includes(module.filename) ? '' : ` --require=${JSON.stringify(module.filename)}`
  const inheritance = { restPort: restPort(), edgePort: edgePort(), shift, nodeOptions: env.NODE_OPTIONS }
  return { ...env, NODE_OPTIONS: options + preload, EMULATOR_INHERITANCE: JSON.stringify(inheritance) }
}

/** What the forking process left; its program's environment is then as it would have been. */
function takeInheritance() {
  const inheritance = process.env.EMULATOR_INHERITANCE
  if (inheritance === undefined) return {}
  const left = JSON.parse(inheritance)
  delete process.env.EMULATOR_INHERITANCE
  if (left.nodeOptions === undefined) delete process.env.NODE_OPTIONS
  else process.env.NODE_OPTIONS = left.nodeOptions
  return left
}
