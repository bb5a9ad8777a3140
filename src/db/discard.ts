import type { PoolConnection } from 'mysql2'

/** Takes a connection out of the pool at once: `destroy` alone waits for the peer's goodbye, which a hung server never says. */
export function discard(connection: PoolConnection): void {
  const { stream } = connection as PoolConnection & { stream?: { destroy(): void } }
  connection.destroy()
  stream?.destroy()
}
