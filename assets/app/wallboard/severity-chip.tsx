import IconOctagon from '@tabler/icons-react/dist/esm/icons/IconAlertOctagon.mjs'
import IconTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import { useTranslation } from 'react-i18next'
import classes from './severity-chip.module.css'
import type { Severity } from './severity.ts'

/** Caution or critical: always with the word and the shape, so that colour is not needed. */
export function SeverityChip({ severity }: { severity: Severity }) {
  const { t } = useTranslation()
  if (severity === 'fine') return null
  const Icon = severity === 'critical' ? IconOctagon : IconTriangle
  return (
    <span className={classes.severity} data-severity={severity}>
      <Icon size="1.15em" aria-hidden />
      {t(`wallboard.${severity}`)}
    </span>
  )
}
