import { VisibleError } from '../errors.ts'

/**
 * One line a request. No names, numbers, ids or messages: lines stay for 30 days where others read them. Only who asked for
 * what is not theirs to ask for is named.
 */
export function logRequest(action: string, status: number, ms: number, error?: unknown): void {
  const line = { desk: action, status, ms: Math.round(ms), ...sentAway(error) }
  if (status < 500) return console.log(JSON.stringify(line))
  const report = JSON.stringify({ ...line, ...(error instanceof Error && describe(error)) })
  if (status === 500) return console.error(report)
  console.warn(report)
}

function sentAway(error: unknown): object {
  if (!(error instanceof VisibleError) || error.code !== 'level') return {}
  return { refused: 'level', operator: error.operatorId }
}

/** Where it broke, without the message: the database quotes values in it. */
function describe(error: Error): object {
  const source = error.cause instanceof Error ? error.cause : error
  const { code, errno } = source as { code?: unknown; errno?: unknown }
  const at = source.stack?.split('\n').filter((line) => line.trimStart().startsWith('at '))
  return { name: source.name, code, errno, at: at?.slice(0, 6).map((line) => line.trim()) }
}
