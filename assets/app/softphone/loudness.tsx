import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useOpenPhone } from './phone-context.ts'
import classes from './loudness.module.css'

/** Two thin lines that move with one's own voice and with the other's: a look tells who cannot be heard. */
export function Loudness() {
  const { t } = useTranslation()
  const phone = useOpenPhone()
  const own = useRef<HTMLSpanElement>(null)
  const other = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const draw = (line: HTMLSpanElement | null, volume: number) => {
      if (line) line.style.width = `${Math.round(volume * 100)}%`
    }
    return phone.heard.listen((input, output) => {
      draw(own.current, input)
      draw(other.current, output)
    })
  }, [phone])
  return (
    <div className={classes.loudness} aria-hidden>
      <span>{t('softphone.own-voice')}</span>
      <span className={classes.line}>
        <span ref={own} />
      </span>
      <span>{t('softphone.other-voice')}</span>
      <span className={classes.line}>
        <span ref={other} />
      </span>
    </div>
  )
}
