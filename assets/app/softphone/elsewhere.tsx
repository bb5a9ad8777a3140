import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../components/notice.tsx'
import { StateChip } from '../components/state-chip.tsx'
import { statusOf } from './phone-status.ts'
import { useOpenPhone, usePhoneState } from './phone-context.ts'
import classes from './elsewhere.module.css'

/** Another tab has the phone. Two of them would ring twice, and only one could be answered. */
export function Elsewhere() {
  const { t } = useTranslation()
  const phone = useOpenPhone()
  const [refused, setRefused] = useState(false)
  useEffect(() => phone.takeoverRefused.listen(() => setRefused(true)), [phone])
  const takeOver = () => {
    setRefused(false)
    phone.tabs.takeOver()
  }
  return (
    <div className={classes.elsewhere}>
      <h1 className={classes.title}>{t('softphone.elsewhere')}</h1>
      <StateChip state={statusOf(usePhoneState())} />
      <p className={classes.explain}>{t('softphone.elsewhere-why')}</p>
      {refused && <Notice tone="word">{t('softphone.elsewhere-refused')}</Notice>}
      <Button onClick={takeOver}>{t('softphone.take-over')}</Button>
    </div>
  )
}
