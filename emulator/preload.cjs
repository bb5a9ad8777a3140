/**
 * Loaded into a program by NODE_OPTIONS="--require <absolute path>/preload.cjs". It lets an unmodified program believe
 * that it talks to Twilio: requests to *.twilio.com go to the emulator's REST port, those to deployed addresses
 * (*.twil.io) to its public port where EMULATOR_EDGE_PORT names it, and while the emulator's clock is
 * moved by a test, the program's Date follows it. Not covered: fetch (the twilio package does not use it).
 */
const http = require('node:http')
const https = require('node:https')
const { syncBuiltinESMExports } = require('node:module')
const { urlToHttpOptions } = require('node:url')

const atStart = { restPort: process.env.EMULATOR_REST_PORT, edgePort: process.env.EMULATOR_EDGE_PORT }

redirectTwilioHosts()
followEmulatedClock()
syncBuiltinESMExports()

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
  if (/(^|\.)twilio\.com$/i.test(host))
    return Number(atStart.restPort ?? globalThis[Symbol.for('emulator.restPort')])
  if (/\.twil\.io$/i.test(host))
    return Number(atStart.edgePort ?? globalThis[Symbol.for('emulator.edgePort')])
}

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
  let shiftDate
  const realEmit = http.Server.prototype.emit

  http.Server.prototype.emit = function (event, request, ...rest) {
    if (event === 'request') {
      const now = takeHeader(request, 'x-emulator-now')
      if (now !== undefined || shiftDate) (shiftDate ??= installShiftedDate())(now)
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

module.exports = { takeHeader }

/** Returns a function that sets the time of day, or gives the real one back when called with undefined. */
function installShiftedDate() {
  const RealDate = Date
  const realNow = RealDate.now
  let offset = 0
  const now = () => realNow() + offset

  const ShiftedDate = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length ? args : [now()], newTarget === ShiftedDate ? target : newTarget),
  })
  RealDate.now = now
  RealDate.prototype.constructor = ShiftedDate
  globalThis.Date = ShiftedDate

  return (time) => (offset = time === undefined ? 0 : Number(time) - realNow())
}
