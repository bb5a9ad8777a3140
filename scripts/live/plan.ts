/** Something at Twilio (or the row that goes with it) that differs from what it has to be. */
export interface Change {
  /** `number +815012345678`. */
  subject: string
  /** What differs, one line each, before and after. */
  lines: string[]
  apply: () => Promise<unknown>
}

export interface Difference {
  field: string
  from: string
  to: string
}

/** The wanted fields that the current resource does not have. Twilio gives null for what is not set. */
export function differences<Wanted extends object>(
  current: Partial<Record<keyof Wanted, unknown>>,
  wanted: Wanted,
): Difference[] {
  return Object.entries(wanted)
    .map(([field, to]) => ({ field, from: String(current[field as keyof Wanted] ?? ''), to: String(to) }))
    .filter(({ from, to }) => from !== to)
}

export const describeDifference =
  (subject: string) =>
  ({ field, from, to }: Difference): string =>
    `${subject}: ${field} ${from || '(none)'} -> ${to || '(none)'}`
