import { useTranslation } from 'react-i18next'
import classes from './pending.module.css'

/** Where a page's content will be: shown only if it takes long enough to be missed. */
export function Pending() {
  const { t } = useTranslation()
  return (
    <div className={classes.pending} role="status" aria-label={t('shell.loading')}>
      {[32, 56, 48, 64].map((width) => (
        <span key={width} style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}
