import { useState, type ChangeEvent, type CompositionEvent } from 'react'

/**
 * A field that is taken as it is typed, but not in the middle of a conversion: an input method still owns those letters,
 * and would type what was changed under it a second time.
 */
export function useTyped(value: string, take: (typed: string) => void) {
  const [composing, setComposing] = useState<string>()
  const finish = (typed: string) => (setComposing(undefined), take(typed))
  return {
    value: composing ?? value,
    onChange: (event: ChangeEvent<HTMLInputElement>) => {
      const typed = event.currentTarget.value
      if ((event.nativeEvent as InputEvent).isComposing) setComposing(typed)
      else finish(typed)
    },
    onCompositionEnd: (event: CompositionEvent<HTMLInputElement>) => finish(event.currentTarget.value),
  }
}
