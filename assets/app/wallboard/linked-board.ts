import { useEffect, useState } from 'react'
import type { Board } from '../../../src/http/desk-actions.ts'
import { call, type TroubleCode } from '../api.ts'
import { keepTimeZone } from '../words/time-zone.ts'
import { troubleCode } from '../words/trouble.ts'

interface LinkedBoard {
  board?: Board
  /** When the board came, by this machine's clock. */
  receivedAt: number
  /** The link is unknown, expired or revoked: nothing is shown, not even what was known. */
  refused: boolean
  trouble: boolean
}

const REFRESH_MS = 5_000

/** Unknown, expired, revoked; or not even of a token's form. */
const refusals: readonly TroubleCode[] = ['link-refused', 'invalid']

/** The board behind a link, asked for again and again, whatever happens in between. */
export function useLinkedBoard(token: string): LinkedBoard {
  const [linked, setLinked] = useState<LinkedBoard>({ receivedAt: 0, refused: false, trouble: false })
  useEffect(() => {
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout>
    const ask = async () => {
      const next = await askOnce(token, stop.signal)
      if (stop.signal.aborted) return
      setLinked(next)
      timer = setTimeout(ask, REFRESH_MS)
    }
    void ask()
    return () => (stop.abort(), clearTimeout(timer))
  }, [token])
  return linked
}

async function askOnce(token: string, signal: AbortSignal): Promise<(before: LinkedBoard) => LinkedBoard> {
  try {
    const board = await call('wallboard/board', { token }, signal)
    keepTimeZone(board.timeZone)
    return () => ({ board, receivedAt: Date.now(), refused: false, trouble: false })
  } catch (error) {
    if (refusals.includes(troubleCode(error))) return () => ({ receivedAt: 0, refused: true, trouble: false })
    return (before) => ({ ...before, trouble: true })
  }
}
