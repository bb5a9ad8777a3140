import { Button, Modal } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyText } from '../components/copy-text.tsx'
import classes from '../components/question.module.css'
import { guardLeaving, releaseLeaving } from '../shell/route.ts'

interface OncePasswordProps {
  /** Shown as long as there is one. */
  password: string | undefined
  onClose(): void
}

/** A new password is shown once, as it is stored nowhere in this form: it goes only when somebody says so. */
export function OncePassword({ password, onClose }: OncePasswordProps) {
  const { t } = useTranslation()
  useEffect(() => {
    if (password !== undefined) return guardLeaving(() => Promise.resolve(false))
  }, [password])
  return (
    <Modal
      opened={password !== undefined}
      onClose={onClose}
      title={t('operators.password-once')}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      size={400}
    >
      <p className={classes.text}>{t('operators.password-once-why')}</p>
      <CopyText text={password ?? ''} label={t('operators.password-once')} />
      <Button mt={24} onClick={() => (releaseLeaving(), onClose())}>
        {t('operators.password-noted')}
      </Button>
    </Modal>
  )
}
