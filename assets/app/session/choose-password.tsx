import { Button, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SignedInOperator } from '../../../src/http/desk-actions.ts'
import classes from './door.module.css'
import { PasswordForm } from './password-form.tsx'
import { signOut } from './session.ts'

/** Over a page whose owner signed in again with a password that was reset: what was typed is sent after the choice. */
export function ChoosePassword({ operator, opened }: { operator: SignedInOperator; opened: boolean }) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={opened}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('session.choose-password')}
      zIndex={1000}
      size={376}
    >
      <div className={classes.form}>
        <p className={classes.explain}>{t('session.choose-password-why')}</p>
        <PasswordForm operatorId={operator.operatorId} currentLabel={t('session.given-password')} />
        <Button variant="subtle" onClick={() => void signOut()}>
          {t('session.leave')}
        </Button>
      </div>
    </Modal>
  )
}
