import { Button } from '@mantine/core'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './copy-text.module.css'

/** Text to be handed on exactly: selectable, and copied by a button. */
export function CopyText({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true))
  return (
    <div className={classes.copy}>
      <output className={classes.text} aria-label={label}>
        {text}
      </output>
      <Button
        variant="default"
        size="compact-md"
        leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
        onClick={copy}
        data-autofocus
      >
        {copied ? t('shell.copied') : t('shell.copy')}
      </Button>
    </div>
  )
}
