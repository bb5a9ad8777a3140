import { UnstyledButton } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './keypad.module.css'

const rows = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']

interface KeypadProps {
  onPress: (digit: string) => void
  /** Takes the focus, and the keyboard's own digits while it has it. */
  typing?: boolean
}

export function Keypad({ onPress, typing = false }: KeypadProps) {
  const { t } = useTranslation()
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (typing) first.current?.focus()
  }, [typing])
  const onKey = (event: React.KeyboardEvent) => {
    if (!rows.includes(event.key) || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    onPress(event.key)
  }
  return (
    <div
      className={classes.keypad}
      role="group"
      aria-label={t('softphone.keypad')}
      onKeyDown={typing ? onKey : undefined}
    >
      {rows.map((digit, i) => (
        <UnstyledButton
          key={digit}
          ref={i === 0 ? first : undefined}
          className={classes.key}
          onClick={() => onPress(digit)}
        >
          {digit}
        </UnstyledButton>
      ))}
    </div>
  )
}
