import { PlainError } from '../../plain-error.ts'

/**
 * `doubt` works today but will not bear the promises; `wrong` stops something between a caller and a row; `unknown` was
 * not looked at, so nobody may take it for well.
 */
export interface Check {
  name: string
  state: 'well' | 'doubt' | 'wrong' | 'unknown'
  says: string
  /** What to do about it. */
  remedy?: string
}

export const well = (name: string, says: string): Check => ({ name, state: 'well', says })
export const doubt = (name: string, says: string, remedy: string): Check => ({
  name,
  state: 'doubt',
  says,
  remedy,
})
export const wrong = (name: string, says: string, remedy?: string): Check => ({
  name,
  state: 'wrong',
  says,
  ...(remedy && { remedy }),
})

/** Examinations that something else prevents. */
export const unknown = (names: readonly string[], because: string): Check[] =>
  names.map((name) => ({ name, state: 'unknown', says: `not looked at, since ${because}` }))

export const isWrong = ({ state }: Check): boolean => state === 'wrong'

/** One examination; what it throws for the person at the keyboard becomes its result. */
export async function examine(name: string, look: () => Promise<Check | Check[]>): Promise<Check[]> {
  try {
    return [await look()].flat()
  } catch (error) {
    if (error instanceof PlainError) return [wrong(name, error.message)]
    const { code, message } = error as { code?: string; message?: string }
    return [wrong(name, `could not be examined: ${[code, message].filter(Boolean).join(' ')}`)]
  }
}

const labels = { well: 'well ', doubt: 'DOUBT', wrong: 'WRONG', unknown: '?    ' }

export function lineOf({ name, state, says, remedy }: Check): string {
  return `${labels[state]}  ${name.padEnd(12)}  ${says}${remedy ? `: ${remedy}` : ''}`
}

/** The last line. Only where everything was looked at can all be well. */
export function verdictOf(checks: Check[]): string {
  const { wrong, doubt, unknown } = countsOf(checks)
  if (wrong + doubt + unknown === 0) return 'All well.'
  return `${wrong} wrong, ${doubt} in doubt${unknown > 0 ? `, ${unknown} not looked at` : ''}.`
}

export function countsOf(checks: Check[]): Record<'wrong' | 'doubt' | 'unknown', number> {
  const count = (wanted: Check['state']) => checks.filter(({ state }) => state === wanted).length
  return { wrong: count('wrong'), doubt: count('doubt'), unknown: count('unknown') }
}
