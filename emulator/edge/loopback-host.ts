import type { IncomingMessage } from 'node:http'

/** A page elsewhere may have its name point to this machine (DNS rebinding); its Host gives it away. */
export function isForLoopback({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(headers.host ?? '')
}
