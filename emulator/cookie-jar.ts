/** The cookies of one call: Twilio keeps them, by host, until the call ends. */
export class CookieJar {
  private hosts = new Map<string, Map<string, string>>()

  store(host: string, setCookies: readonly string[]): void {
    const cookies = this.hosts.get(host) ?? new Map<string, string>()
    for (const line of setCookies) {
      const [pair = '', ...attributes] = line.split(';')
      const [name = '', ...value] = pair.trim().split('=')
      if (attributes.some((attribute) => /^\s*max-age=(0|-.*)\s*$/i.test(attribute))) cookies.delete(name)
      else cookies.set(name, value.join('='))
    }
    this.hosts.set(host, cookies)
  }

  header(host: string): string | undefined {
    const cookies = this.hosts.get(host)
    if (!cookies?.size) return undefined
    return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }
}
