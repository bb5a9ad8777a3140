import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Door } from './door.tsx'
import classes from './door.module.css'
import { SignInForm } from './sign-in-form.tsx'

export function SignInPage() {
  const { t } = useTranslation()
  useEffect(() => void (document.title = `${t('session.sign-in')} · Runa-CCA`), [t])
  return (
    <Door>
      <h1 className={classes.title}>{t('session.sign-in')}</h1>
      <SignInForm />
    </Door>
  )
}
