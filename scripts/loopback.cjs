/**
 * Preloaded into twilio-run, which would listen on every interface: nothing of a development machine is for the network,
 * nor for a page elsewhere whose name points here.
 */
const http = require('node:http')
const { Server } = require('node:net')
const { isForLoopback } = require('../emulator/edge/loopback-host.ts')

const listen = Server.prototype.listen
Server.prototype.listen = function (port, ...rest) {
  const isPort = typeof port === 'number' || typeof port === 'string'
  return isPort && typeof rest[0] !== 'string'
    ? listen.call(this, port, '127.0.0.1', ...rest)
    : listen.call(this, port, ...rest)
}

const emit = http.Server.prototype.emit
http.Server.prototype.emit = function (event, request, response) {
  if (event !== 'request' || isForLoopback(request)) return emit.apply(this, arguments)
  response.writeHead(403).end('This machine only.')
  return true
}
