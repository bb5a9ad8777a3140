import { Button, PasswordInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { VisibleError } from '../api.ts'
import { Notice } from '../components/notice.tsx'
import { useFieldText, useTroubleText } from '../words/trouble.ts'
import classes from './door.module.css'
import { changePassword } from './session.ts'

interface PasswordFormProps {
  /** For the browser's password store. */
  operatorId: string
  currentLabel: string
  onChanged?(): void
}

const empty = { password: '', newPassword: '', again: '' }

export function PasswordForm({ operatorId, currentLabel, onChanged }: PasswordFormProps) {
  const { t } = useTranslation()
  const troubleText = useTroubleText()
  const fieldText = useFieldText()
  const [typed, setTyped] = useState(empty)
  const [trouble, setTrouble] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const fields = trouble instanceof VisibleError ? trouble.fields : {}
  const differs = typed.again !== '' && typed.again !== typed.newPassword

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (typed.again !== typed.newPassword) return
    setBusy(true)
    setTrouble(undefined)
    await changePassword(typed.password, typed.newPassword).then(
      () => (setTyped(empty), onChanged?.()),
      setTrouble,
    )
    setBusy(false)
  }
  const field = (name: keyof typeof empty, autoComplete: string) => ({
    value: typed[name],
    onChange: (event: FormEvent<HTMLInputElement>) =>
      setTyped({ ...typed, [name]: event.currentTarget.value }),
    visibilityToggleButtonProps: { 'aria-label': t('session.show-password') },
    autoComplete,
    required: true,
    withAsterisk: false,
  })

  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <input type="text" name="username" autoComplete="username" value={operatorId} readOnly hidden />
      <PasswordInput
        {...field('password', 'current-password')}
        label={currentLabel}
        error={fieldText(fields.password)}
      />
      <PasswordInput
        {...field('newPassword', 'new-password')}
        label={t('session.new-password')}
        description={t('session.password-rule')}
        error={fieldText(fields.newPassword)}
      />
      <PasswordInput
        {...field('again', 'new-password')}
        label={t('session.new-password-again')}
        error={differs && t('session.passwords-differ')}
      />
      {trouble !== undefined && <Notice>{troubleText(trouble)}</Notice>}
      <Button type="submit" loading={busy} justify="center">
        {t('session.change-password')}
      </Button>
    </form>
  )
}
