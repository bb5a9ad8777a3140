import { useTranslation } from 'react-i18next'
import { stateLooks } from '../components/state-chip.tsx'
import { useFormat } from '../words/format.ts'
import classes from './operators-figure.module.css'

/** How many operators wait for callers, and how many talk: with the colour and the icon these states have everywhere. */
export function OperatorsFigure({ waiting, talking }: { waiting: number; talking: number }) {
  return (
    <span className={classes.operators}>
      <Figure state="waiting" count={waiting} />
      <Figure state="talking" count={talking} />
    </span>
  )
}

function Figure({ state, count }: { state: 'waiting' | 'talking'; count: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { icon: Icon, tone } = stateLooks[state]
  return (
    <span title={t(`state.${state}`)} className={classes.figure} data-tone={tone}>
      <Icon size="1em" stroke={1.8} aria-hidden />
      <span className={classes.word}>{t(`state.${state}`)} </span>
      {format.number(count)}
    </span>
  )
}
