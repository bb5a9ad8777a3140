import type { UpstreamResponse } from './upstream.ts'

const SHIM_TAG = '<script src="/_emulator/shim.js"></script>'

/**
 * Puts the Voice SDK's shim before every script of a page. It must be first: the SDK captures `WebSocket` when its
 * module is evaluated. Only plain HTML is touched; the page's own policy (`script-src 'self'`) allows it.
 */
export function withShim(response: UpstreamResponse): UpstreamResponse {
  if (!response.headers['content-type']?.startsWith('text/html')) return response
  const { etag: _etag, 'last-modified': _modified, ...headers } = response.headers
  return {
    ...response,
    headers: { ...headers, 'cache-control': 'no-store' },
    body: Buffer.from(insertFirst(response.body.toString())),
  }
}

function insertFirst(html: string): string {
  const head = /<head(\s[^>]*)?>/i.exec(html)
  if (!head) return SHIM_TAG + html
  const end = head.index + head[0].length
  return html.slice(0, end) + SHIM_TAG + html.slice(end)
}
