import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Door } from '../session/door.tsx'
import classes from '../session/door.module.css'

/**
 * Somebody's page may lay the desk under its own and have people press what they do not see. Files of a deployment carry no
 * `frame-ancestors`, so the desk itself does not show there.
 */
export const isFramed = window.top !== window.self

export function Framed() {
  const { t } = useTranslation()
  return (
    <Door>
      <h1 className={classes.title}>{t('shell.framed')}</h1>
      <p>{t('shell.framed-why')}</p>
      <Button component="a" href={location.href} target="_blank" rel="noopener">
        {t('shell.framed-open')}
      </Button>
    </Door>
  )
}
