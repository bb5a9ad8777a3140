import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../components/notice.tsx'
import { Door } from './door.tsx'
import classes from './door.module.css'
import { SignInForm } from './sign-in-form.tsx'

/** `leaving`: the server has not heard of the last sign-out yet. */
export function SignInPage({ leaving = false }: { leaving?: boolean }) {
  const { t } = useTranslation()
  useEffect(() => void (document.title = `${t('session.sign-in')} · Runa-CCA`), [t])
  return (
    <Door>
      <h1 className={classes.title}>{t('session.sign-in')}</h1>
      {leaving && <Notice>{t('session.leaving')}</Notice>}
      <SignInForm />
    </Door>
  )
}
