import { useEffect } from 'react'
import { useOpenPhone } from './phone-context.ts'
import { now } from './phone-store.ts'

/** The work after a call takes as long as a form has words in it that nobody has saved: the countdown starts again. */
export function useUnfinishedForm(isUnfinished: boolean): void {
  const { store } = useOpenPhone()
  useEffect(() => {
    if (!isUnfinished) return
    const timer = setInterval(() => {
      const { activity } = store.read()
      const isEnding =
        activity.name === 'after-call' && activity.until !== null && activity.until - now() < 5000
      if (isEnding) store.tell({ type: 'extend' })
    }, 1000)
    return () => clearInterval(timer)
  }, [isUnfinished, store])
}
