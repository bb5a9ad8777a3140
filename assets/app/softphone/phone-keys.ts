import { useEffect } from 'react'
import { lineOf } from './call-state.ts'
import { phoneKeys } from './phone-key-list.ts'
import { useOpenPhone } from './phone-context.ts'
import type { OpenPhone } from './open-phone.ts'
import { go } from '../shell/route.ts'

type KeyCode = (typeof phoneKeys)[number]['code']

/** The second press within this time hangs up: one slip ends no call. */
const twiceMs = 2_000

export function usePhoneKeys(): void {
  const phone = useOpenPhone()
  useEffect(() => {
    let hangUpAskedAt = -twiceMs
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing || event.repeat) return
      const key = phoneKeys.find(({ code }) => code === event.code)
      if (!key) return
      event.preventDefault()
      if (key.code !== 'KeyX') return pressed(phone, key.code)
      if (event.timeStamp - hangUpAskedAt < twiceMs) phone.store.tell({ type: 'hang-up' })
      hangUpAskedAt = event.timeStamp
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [phone])
}

function pressed({ store }: OpenPhone, code: Exclude<KeyCode, 'KeyX'>): void {
  const phone = store.read()
  switch (code) {
    case 'KeyA':
      return store.tell({ type: 'accept' })
    case 'KeyR':
      return store.tell({ type: 'decline' })
    case 'KeyM':
      return phone.activity.name === 'talking'
        ? store.tell({ type: 'mute', on: !phone.activity.muted })
        : undefined
    case 'KeyE':
      return store.tell({ type: 'extend' })
    case 'KeyW':
      return store.tell({ type: 'finish' })
    case 'KeyS':
      return phone.wantedQueue ? store.tell({ type: 'stop' }) : undefined
    case 'KeyK':
      return reach(lineOf(phone) ? 'keypad' : 'dial')
    case 'KeyN':
      return reach('note')
    case 'KeyL':
      return reach('dial')
  }
}

/** Goes to the phone's page and to the part that carries this name. */
function reach(name: 'keypad' | 'dial' | 'note'): void {
  go('/phone')
  requestAnimationFrame(() => {
    const part = document.querySelector<HTMLElement>(`[data-reach=${name}]`)
    if (part?.getAttribute('aria-expanded') === 'false') part.click()
    else part?.focus()
  })
}
