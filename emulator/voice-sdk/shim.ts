/**
 * Runs in the page before anything else, put there by the edge. The Voice SDK goes on believing that it talks to
 * Twilio: its socket leads to this emulator, its sounds come from here, and its statistics go nowhere.
 */
{
  const isTwilio = (url: URL) => /(^|\.)twilio\.com$/.test(url.hostname)
  const parse = (address: string | URL) => {
    try {
      return new URL(address, location.href)
    } catch {
      return undefined
    }
  }

  const localSocket = (address: string | URL) => {
    const url = parse(address)
    if (!url || !isTwilio(url) || url.pathname !== '/signal') return address
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:'
    return `${scheme}//${location.host}/signal?host=${encodeURIComponent(url.hostname)}`
  }

  const localResource = (address: string | URL) => {
    const url = parse(address)
    if (!url || !isTwilio(url)) return address
    if (url.hostname.startsWith('eventgw')) return '/_emulator/nothing'
    return `/_emulator/sounds/${url.pathname.split('/').pop()}`
  }

  const RealWebSocket = window.WebSocket
  window.WebSocket = class extends RealWebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(localSocket(address), protocols)
    }
  }

  const realFetch = window.fetch
  window.fetch = (input, init) => {
    const address = input instanceof Request ? input.url : input
    const local = localResource(address)
    return realFetch(local === address ? input : local, init)
  }

  const realOpen = XMLHttpRequest.prototype.open
  XMLHttpRequest.prototype.open = function (
    this: XMLHttpRequest,
    method: string,
    url: string | URL,
    ...rest: unknown[]
  ) {
    return Reflect.apply(realOpen, this, [method, localResource(url), ...rest])
  } as typeof realOpen

  const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'src')!
  Object.defineProperty(HTMLMediaElement.prototype, 'src', {
    ...source,
    set(this: HTMLMediaElement, url: string) {
      source.set!.call(this, localResource(url))
    },
  })
  const realSetAttribute = HTMLMediaElement.prototype.setAttribute
  HTMLMediaElement.prototype.setAttribute = function (name: string, value: string) {
    realSetAttribute.call(this, name, name === 'src' ? String(localResource(value)) : value)
  }
  const RealAudio = window.Audio
  window.Audio = new Proxy(RealAudio, {
    construct: (target, [url]: [string?]) =>
      url === undefined ? new target() : new target(String(localResource(url))),
  })
}
