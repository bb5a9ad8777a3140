/** What stood between a statement and its effect, told apart by what helps. */
export type FailureKind =
  /** The connection is gone, or none came about: another may do better. */
  | 'lost'
  /** The server has ended the connection, and says so. */
  | 'ended'
  /** No word came in time. */
  | 'silent'
  /** The server reads and does not write, as the first one after a failover: a new connection leads to the next. */
  | 'read-only'
  /** No connection is left, of all or of the user's. */
  | 'full'
  /** No such database, wrong password: wrong settings, no better for the next statement. */
  | 'refused'
  /** Another transaction stood in the way, and the server has undone this one. */
  | 'deadlock'
  | 'lock-wait'
  /** A migration is just making it anew. */
  | 'missing-procedure'
  /** This very statement is wrong, or what it would write. */
  | 'statement'
  /** Not a word of MySQL's. */
  | 'unknown'

/** By number: MariaDB shares them with MySQL, and few of the names. */
const numbers: Partial<Record<FailureKind, number[]>> = {
  ended: [1053, 1927, 4031],
  'read-only': [1290, 1792, 1836],
  full: [1040, 1203, 1226],
  refused: [1044, 1045, 1049, 1129, 1130],
  // 1020: MariaDB has read a row that somebody else changed meanwhile (`innodb_snapshot_isolation`).
  deadlock: [1213, 1020],
  'lock-wait': [1205],
  'missing-procedure': [1305],
}
const kinds = new Map(
  Object.entries(numbers).flatMap(([kind, all]) => all.map((one) => [one, kind as FailureKind])),
)

/** MySQL did not do what was asked. The code says why, and nothing of the data. */
export class DatabaseFailure extends Error {
  readonly code: string
  readonly kind: FailureKind

  constructor(code: string, kind: FailureKind) {
    super(`MySQL: ${code}`)
    this.name = 'DatabaseFailure'
    this.code = code
    this.kind = kind
  }
}

export function failureOf(error: unknown): DatabaseFailure {
  if (error instanceof DatabaseFailure) return error
  if (error === 'pausing' || error === 'timeout') return new DatabaseFailure(error, 'silent')
  const { code, errno } = error as { code?: string; errno?: number }
  return new DatabaseFailure(code ?? String(errno ?? 'unknown'), kindOf(error))
}

const network = /^(ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|PROTOCOL_|POOL_)/

export function kindOf(error: unknown): FailureKind {
  if (error instanceof DatabaseFailure) return error.kind
  if (!(error instanceof Error)) return 'unknown'
  const { code, errno = 0, sqlState, fatal } = error as MysqlError
  const kind = kinds.get(errno)
  if (kind) return kind
  if (code === 'PROTOCOL_SEQUENCE_TIMEOUT' || code === 'ETIMEDOUT') return 'silent'
  if (fatal || sqlState?.startsWith('08') || network.test(code ?? '')) return 'lost'
  if (/pool is closed|queue limit/i.test(error.message)) return 'lost'
  return sqlState || errno > 0 ? 'statement' : 'unknown'
}

type MysqlError = Error & { code?: string; errno?: number; sqlState?: string; fatal?: boolean }

const among =
  (...these: FailureKind[]) =>
  (error: unknown): boolean =>
    these.includes(kindOf(error))

/** The next statement would very likely fail too. */
export const isServerAway = among('lost', 'ended', 'silent', 'read-only', 'full', 'refused', 'unknown')

/** Nothing goes over this connection any more. */
export const isConnectionGone = among('lost', 'ended', 'silent')

/** Another connection may do at once what this one did not. After a silence no time is left for it. */
export const isConnectionSpent = among('lost', 'ended', 'read-only')

/** The same once more may succeed, sooner or later. */
export const isPassing = among('lost', 'ended', 'silent', 'read-only', 'full', 'deadlock', 'lock-wait')

/** The server says that all of the transaction is undone; one that only reads refuses even the commit. */
export const isRolledBack = among('deadlock', 'read-only')
