import { Button, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyText } from '../components/copy-text.tsx'
import classes from '../components/question.module.css'

/** A new password is shown once: it is stored nowhere in this form. */
export function OncePassword({ password, onClose }: { password: string; onClose(): void }) {
  const { t } = useTranslation()
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('operators.password-once')}
      withCloseButton={false}
      closeOnClickOutside={false}
      size={400}
    >
      <p className={classes.text}>{t('operators.password-once-why')}</p>
      <CopyText text={password} label={t('operators.password-once')} />
      <Button mt={24} onClick={onClose}>
        {t('operators.password-noted')}
      </Button>
    </Modal>
  )
}
