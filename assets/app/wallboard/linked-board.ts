import { useEffect, useState } from 'react'
import type { Board } from '../../../src/http/desk-actions.ts'
import { call } from '../api.ts'
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
    return () => ({ board, receivedAt: Date.now(), refused: false, trouble: false })
  } catch (error) {
    if (troubleCode(error) === 'link-refused') return () => ({ receivedAt: 0, refused: true, trouble: false })
    return (before) => ({ ...before, trouble: true })
  }
}
