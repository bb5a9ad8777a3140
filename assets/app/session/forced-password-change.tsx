import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { SignedInOperator } from '../../../src/http/desk-actions.ts'
import { Door } from './door.tsx'
import classes from './door.module.css'
import { PasswordForm } from './password-form.tsx'
import { signOut } from './session.ts'

/** After a first sign-in or a reset: nothing else is open until the operator has a password of their own. */
export function ForcedPasswordChange({ operator }: { operator: SignedInOperator }) {
  const { t } = useTranslation()
  useEffect(() => void (document.title = `${t('session.choose-password')} · Runa-CCA`), [t])
  return (
    <Door>
      <div>
        <h1 className={classes.title}>{t('session.choose-password')}</h1>
        <p className={classes.explain}>{t('session.choose-password-why')}</p>
      </div>
      <PasswordForm operatorId={operator.operatorId} currentLabel={t('session.given-password')} />
      <Button variant="subtle" onClick={() => void signOut()}>
        {t('session.sign-out')}
      </Button>
    </Door>
  )
}
