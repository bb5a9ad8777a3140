import http from 'node:http'
import type { AddressInfo } from 'node:net'
import twilio from 'twilio'
import { createRestHandler } from '../../emulator/rest/server.ts'
import type { Telephony } from '../../emulator/telephony/telephony.ts'
import { account } from './application.ts'
import { violations } from './openapi.ts'

/** The unmodified library's own client, aimed at a local port; each answer is held against Twilio's document. */
function localClient(base: string) {
  const httpClient = new twilio.RequestClient()
  const found: string[] = []
  const request = httpClient.request.bind(httpClient)
  httpClient.request = async (options) => {
    const uri = options.uri.replace('https://api.twilio.com', base)
    const response = await request({ ...options, uri })
    const path = new URL(uri).pathname
    if (response.statusCode < 300 && response.statusCode !== 204)
      found.push(...violations({ method: options.method, path }, response.statusCode, response.body))
    return response
  }
  return { httpClient, violations: found }
}

/** The `twilio` package, connected to a telephone network. */
export async function restFor(telephony: Telephony, credentials: { user?: string; password?: string } = {}) {
  const server = http.createServer(createRestHandler(telephony))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { httpClient, violations } = localClient(base)
  const client = twilio(credentials.user ?? account.sid, credentials.password ?? account.authToken, {
    accountSid: account.sid,
    httpClient,
  })
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
  return { client, violations, base, stop }
}
