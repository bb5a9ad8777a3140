import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useAttempt } from '../components/attempt.ts'
import { Notice } from '../components/notice.tsx'
import { useTroubleText } from '../words/trouble.ts'
import classes from './door.module.css'
import { signIn } from './session.ts'

interface SignInFormProps {
  /** Given when a session ended: only the same person may go on with the page. */
  operatorId?: string
}

export function SignInForm({ operatorId: known }: SignInFormProps) {
  const { t } = useTranslation()
  const [operatorId, setOperatorId] = useState(known ?? '')
  const [password, setPassword] = useState('')
  const { busy, trouble, attempt } = useAttempt()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void attempt(() => signIn(operatorId, password))
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        label={t('session.operator-id')}
        value={operatorId}
        onChange={(event) => setOperatorId(event.currentTarget.value)}
        readOnly={known !== undefined}
        autoFocus={known === undefined}
        autoComplete="username"
        autoCapitalize="off"
        spellCheck={false}
        required
        withAsterisk={false}
      />
      <PasswordInput
        label={t('session.password')}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('session.show-password') }}
        autoFocus={known !== undefined}
        data-autofocus={known !== undefined || undefined}
        autoComplete="current-password"
        required
        withAsterisk={false}
      />
      {trouble !== undefined && <Trouble error={trouble} />}
      <Button type="submit" loading={busy}>
        {t('session.sign-in')}
      </Button>
    </form>
  )
}

function Trouble({ error }: { error: unknown }) {
  const troubleText = useTroubleText()
  return <Notice>{troubleText(error)}</Notice>
}
