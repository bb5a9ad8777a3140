import { Button, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SignedInOperator } from '../../../src/http/desk-actions.ts'
import classes from './door.module.css'
import { signOut } from './session.ts'
import { SignInForm } from './sign-in-form.tsx'

/** Over a page whose session has ended: what was typed stays underneath, and is sent after signing in. */
export function SignInAgain({ operator, opened }: { operator: SignedInOperator; opened: boolean }) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={opened}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('session.again')}
      zIndex={1000}
      size={376}
    >
      <div className={classes.form}>
        <p className={classes.explain}>{t('session.again-why')}</p>
        <SignInForm operatorId={operator.operatorId} />
        <Button variant="subtle" onClick={() => void signOut()}>
          {t('session.leave')}
        </Button>
      </div>
    </Modal>
  )
}
