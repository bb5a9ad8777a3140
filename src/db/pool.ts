import { createPool, type Pool, type PoolOptions } from 'mysql2'
import { parseDatabaseUrl } from './database-url.ts'

/** Each bundle carries its own copy of this module: only `globalThis` is shared by all functions of a container. */
const key = Symbol.for('runa.pool')
const store = globalThis as { [key]?: { url: string; pool: Pool } }

const sessionSettings =
  "set session time_zone = '+00:00', sql_mode = 'STRICT_TRANS_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO', innodb_lock_wait_timeout = 3"

/** The one connection of this container, opened at first use; see `poolOptions` for what it insists on. */
export function openPool(url: string, ca?: string): Pool {
  if (store[key]?.url === url) return store[key].pool
  const pool = createPool(poolOptions(url, ca))
  pool.on('connection', (connection) => {
    // A failure shows in the statement that follows on the same connection.
    connection.query(sessionSettings, () => undefined)
  })
  store[key] = { url, pool }
  return pool
}

/** Forgets the pool, so that the next use connects anew; for scripts and tests, which must come to an end. */
export async function closePool(): Promise<void> {
  const open = store[key]
  delete store[key]
  if (open) await open.pool.promise().end()
}

/** TLS with a checked host name for every server that is not this machine; 2 s to connect; UTC; one connection. */
export function poolOptions(url: string, ca?: string): PoolOptions {
  const address = parseDatabaseUrl(url)
  return {
    ...address,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    connectionLimit: 1,
    queueLimit: 50,
    connectTimeout: 2000,
    enableKeepAlive: true,
    ...(isThisMachine(address) ? {} : { ssl: { ca, verifyIdentity: true, minVersion: 'TLSv1.2' as const } }),
  }
}

export function isThisMachine({ host }: { host: string }): boolean {
  return ['127.0.0.1', 'localhost', '::1'].includes(host)
}
