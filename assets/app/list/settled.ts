import { useEffect, useState } from 'react'

const SETTLE_MS = 200

/** A value once typing rests, so that not each letter is a question to the server. */
export function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
