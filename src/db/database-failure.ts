/** MySQL did not do what a step asked. The code says why, and nothing of the data. */
export class DatabaseFailure extends Error {
  readonly code: string
  /** False where only this one statement was refused. */
  readonly serverAway: boolean

  constructor(code: string, serverAway: boolean) {
    super(`MySQL: ${code}`)
    this.name = 'DatabaseFailure'
    this.code = code
    this.serverAway = serverAway
  }
}

export function failureOf(error: unknown): DatabaseFailure {
  if (error instanceof DatabaseFailure) return error
  if (error === 'pausing' || error === 'timeout') return new DatabaseFailure(error, true)
  const { code, errno } = error as { code?: string; errno?: number }
  return new DatabaseFailure(code ?? String(errno ?? 'unknown'), isServerAway(error))
}

/** Too many connections (of all, of the user), read-only, shutting down. Compared by number: MariaDB shares few names. */
const awayNumbers = new Set([1040, 1203, 1226, 1290, 1792, 1836, 1053, 1927, 4031])
/** No such database, refused: wrong settings rather than a fault, but no better for the next call. */
const refusedNumbers = new Set([1044, 1045, 1049, 1129, 1130])

export function isAwayNumber(errno: unknown): boolean {
  return typeof errno === 'number' && (awayNumbers.has(errno) || refusedNumbers.has(errno))
}

/** True where the next statement would very likely fail too. */
export function isServerAway(error: unknown): boolean {
  if (error instanceof DatabaseFailure) return error.serverAway
  const { errno, sqlState } = error as { errno?: number; sqlState?: string }
  if (isAwayNumber(errno)) return true
  return !sqlState || sqlState.startsWith('08')
}

export function isConnectionLost(error: unknown): boolean {
  if (error instanceof DatabaseFailure) return error.code === 'timeout'
  const { errno, sqlState } = error as { errno?: number; sqlState?: string }
  return errno === 4031 || errno === 1927 || !sqlState || sqlState.startsWith('08')
}
