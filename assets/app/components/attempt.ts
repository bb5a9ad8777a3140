import { useState } from 'react'

export interface Attempt {
  busy: boolean
  /** What the last one ran into. */
  trouble: unknown
  /** Does something that may fail; what went wrong is told by `trouble`. */
  attempt(work: () => Promise<unknown>): Promise<void>
}

export function useAttempt(): Attempt {
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const attempt = async (work: () => Promise<unknown>) => {
    setBusy(true)
    setTrouble(undefined)
    await work().catch(setTrouble)
    setBusy(false)
  }
  return { busy, trouble, attempt }
}
