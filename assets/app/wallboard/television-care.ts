import { useEffect, useState } from 'react'
import { publishedVersion, versionOf } from '../api.ts'

const TURN_MS = 15_000
const SHIFT_MS = 60_000
const VERSION_MS = 60_000

/** The page to show, turning when there are several. */
export function useTurningPages(pages: number): number {
  const turn = useCount(TURN_MS)
  return turn % pages
}

/** Moves the picture by a few pixels, so that nothing burns into the screen. */
export function useShift(): { translate: string } {
  const step = useCount(SHIFT_MS) % 4
  return { translate: `${[0, 3, 3, 0][step]}px ${[0, 0, 3, 3][step]}px` }
}

/** Takes the newest desk by itself: nobody comes to press reload on a wall. */
export function useNewVersionReload(): void {
  useEffect(() => {
    const look = async () => {
      const version = await publishedVersion()
      if (version && version !== versionOf(document)) location.reload()
    }
    const timer = setInterval(() => void look(), VERSION_MS)
    return () => clearInterval(timer)
  }, [])
}

/** Asks the machine not to darken the screen; again whenever the page comes back into view. */
export function useScreenAwake(): void {
  useEffect(() => {
    const keepAwake = () => {
      if (document.visibilityState === 'visible')
        void navigator.wakeLock?.request('screen').catch(() => undefined)
    }
    keepAwake()
    document.addEventListener('visibilitychange', keepAwake)
    return () => document.removeEventListener('visibilitychange', keepAwake)
  }, [])
}

function useCount(intervalMs: number): number {
  const [count, setCount] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setCount((before) => before + 1), intervalMs)
    return () => clearInterval(timer)
  }, [intervalMs])
  return count
}
