/** A row that does not tell what happened. */
export interface Wrong {
  /** The leg that it is about, or what the row takes for one. */
  sid: string
  what: string
}

interface Comparison<Truth, Row> {
  sid(truth: Truth): string
  keyOfTruth(truth: Truth): string
  keyOfRow(row: Row): string
  differences(truth: Truth, row: Row): (string | undefined)[]
}

/** One row for everything that happened, and none for what did not. */
export function compared<Truth, Row extends { CallSid: string }>(
  table: string,
  truths: Truth[],
  rows: Row[],
  { sid, keyOfTruth, keyOfRow, differences }: Comparison<Truth, Row>,
): Wrong[] {
  const left = new Map(rows.map((row) => [keyOfRow(row), row]))
  const wrong = truths.flatMap((truth) => {
    const row = left.get(keyOfTruth(truth))
    left.delete(keyOfTruth(truth))
    const found = row ? differences(truth, row) : ['is missing']
    return found.flatMap((what) => (what ? [{ sid: sid(truth), what: `${table} ${what}` }] : []))
  })
  const strays = [...left.values()].map(({ CallSid }) => ({
    sid: CallSid,
    what: `${table} has a row too many`,
  }))
  return [...wrong, ...strays]
}

export function same(column: string, said: unknown, truth: unknown): string | undefined {
  return said === truth ? undefined : `${column} is ${String(said)}, should be ${String(truth)}`
}

/** A second, and what a busy machine takes for a step. */
const toleranceMs = 1200

/** Soon enough after the moment, or after the application could first know of it; and not before. */
export function timely(column: string, said: Date | null, moment = NaN, known = moment): string | undefined {
  if (!said) return `${column} is missing`
  const [earliest, latest] = [moment - toleranceMs, Math.max(moment, known) + toleranceMs]
  if (said.getTime() >= earliest && said.getTime() <= latest) return undefined
  return `${column} is ${((said.getTime() - moment) / 1000).toFixed(1)} s after the moment`
}
