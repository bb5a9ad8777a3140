import { Button } from '@mantine/core'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './copy-text.module.css'

/** Text to be handed on exactly: selectable, and copied by a button. */
export function CopyText({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation()
  const [outcome, setOutcome] = useState<'copied' | 'failed'>()
  const copied = outcome === 'copied'
  const copy = () =>
    void copyText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    )
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
      {outcome === 'failed' && (
        <p className={classes.failed} role="alert">
          {t('shell.copy-failed')}
        </p>
      )}
    </div>
  )
}

/** Browsers have a clipboard only where the page came safely, and may refuse it. */
async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text)
}
