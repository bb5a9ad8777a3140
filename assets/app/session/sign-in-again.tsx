import { Button, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SignedInOperator } from '../../../src/http/desk-actions.ts'
import { usePersonName } from '../words/person-name.ts'
import classes from './door.module.css'
import { signOut, type Shut } from './session.ts'
import { SignInForm } from './sign-in-form.tsx'

/**
 * Over a page whose session has ended, or is another person's by now: nothing is saved, what was typed stays underneath,
 * and is sent after signing in.
 */
export function SignInAgain({ operator, shut }: { operator: SignedInOperator; shut?: Shut }) {
  const { t } = useTranslation()
  const personName = usePersonName()
  const other = shut === 'other'
  return (
    <Modal
      opened={shut === 'ended' || other}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t(other ? 'session.other' : 'session.again')}
      zIndex={1000}
      size={376}
    >
      <div className={classes.form}>
        <p className={classes.explain}>
          {other ? t('session.other-why', { name: personName(operator) }) : t('session.again-why')}
        </p>
        <SignInForm operatorId={operator.operatorId} />
        {other ? (
          <Button variant="subtle" onClick={() => location.reload()}>
            {t('session.go-on-as-other')}
          </Button>
        ) : (
          <Button variant="subtle" onClick={() => void signOut()}>
            {t('session.leave')}
          </Button>
        )}
      </div>
    </Modal>
  )
}
