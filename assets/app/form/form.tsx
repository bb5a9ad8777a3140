import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useAttempt } from '../components/attempt.ts'
import { Notice } from '../components/notice.tsx'
import { troubleCode, useTroubleText } from '../words/trouble.ts'
import type { Draft } from './draft.ts'
import classes from './form.module.css'

interface FormProps<Values> {
  draft: Draft<Values>
  saveLabel: string
  /** Fetches what is stored now, after somebody else changed it. */
  onReload?(): Promise<void>
  /** Stands beside the save button. */
  beside?: ReactNode
  children: ReactNode
}

/** One column; the save button at the bottom left, and what went wrong right above it. */
export function Form<Values>({ draft, saveLabel, onReload, beside, children }: FormProps<Values>) {
  const { t } = useTranslation()
  const troubleText = useTroubleText()
  const loading = useAttempt()
  const reload = troubleCode(draft.trouble) === 'changed-meanwhile' && onReload && (
    <Button
      size="compact-sm"
      variant="default"
      loading={loading.busy}
      onClick={() => void loading.attempt(onReload)}
    >
      {t('form.load-latest')}
    </Button>
  )
  return (
    <form className={classes.form} onSubmit={draft.submit} noValidate>
      {children}
      {draft.trouble !== undefined && <Notice action={reload}>{troubleText(draft.trouble)}</Notice>}
      {reload && loading.trouble !== undefined && <Notice>{troubleText(loading.trouble)}</Notice>}
      <div className={classes.foot}>
        <Button type="submit" loading={draft.busy}>
          {saveLabel}
        </Button>
        {beside}
      </div>
    </form>
  )
}

/** Fields that belong together, under one heading. */
export function FormPart({
  title,
  explain,
  children,
}: {
  title: string
  explain?: string
  children: ReactNode
}) {
  return (
    <fieldset className={classes.part}>
      <legend>{title}</legend>
      {explain && <p className={classes.explain}>{explain}</p>}
      {children}
    </fieldset>
  )
}

/** Short fields side by side. */
export function FormRow({ children }: { children: ReactNode }) {
  return <div className={classes.row}>{children}</div>
}
