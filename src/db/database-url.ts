/** Where a database is, and who asks. */
export interface DatabaseAddress {
  host: string
  port: number
  user: string
  password: string
  database: string
}

/** Says what is wrong with an address, and nothing of what stands in it: no log and no screen may show a password. */
export class DatabaseUrlError extends Error {}

/** `mysql://user:password@host:3306/database`; what follows a `?` is left to others. */
export function parseDatabaseUrl(text: string): DatabaseAddress {
  if (!text.startsWith('mysql://')) throw new DatabaseUrlError('does not begin with mysql://')
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !isWhole(url)) throw new DatabaseUrlError(faultOf(text, url))
  const who = 'its user or password'
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port || 3306),
    user: decoded(url.username, who),
    password: decoded(url.password, who),
    database: decoded(url.pathname.slice(1), 'its database'),
  }
}

/** User, host and one database: where a bare `#`, `/` or `?` ends the host too early, one of them is missing. */
function isWhole({ username, hostname, pathname, hash }: URL): boolean {
  return Boolean(username && hostname && /^\/[^/]+$/.test(pathname) && !hash)
}

function faultOf(text: string, url: URL | undefined): string {
  const [, who = ''] = /^mysql:\/\/(.*)@/s.exec(text) ?? []
  const [bare] = /[#/?]/.exec(who) ?? []
  if (bare) return `has a bare ${bare} in its user or password`
  if (/@(:|\/|$)/.test(text)) return 'has no host'
  if (!url) return 'has a host or port that cannot be read'
  if (!url.username) return 'has no user'
  return url.pathname.length < 2 ? 'has no database' : 'has more than a database behind its host'
}

function decoded(text: string, where: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new DatabaseUrlError(`has a bare % in ${where}`)
  }
}
