import { PlainError } from '../../plain-error.ts'

/** `doubt` works today but will not bear the promises; `wrong` stops something between a caller and a row. */
export interface Check {
  name: string
  state: 'well' | 'doubt' | 'wrong'
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

const labels = { well: 'well ', doubt: 'DOUBT', wrong: 'WRONG' }

export function lineOf({ name, state, says, remedy }: Check): string {
  return `${labels[state]}  ${name.padEnd(12)}  ${says}${remedy ? `: ${remedy}` : ''}`
}
