import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewWallboardLink } from '../../../src/http/desk-actions.ts'
import { call } from '../api.ts'
import { BackLink } from '../components/back-link.tsx'
import { CopyText } from '../components/copy-text.tsx'
import { ask } from '../components/question.tsx'
import { Page } from '../components/page.tsx'
import { useDraft } from '../form/draft.ts'
import { NumberField, TextField } from '../form/fields.tsx'
import { Form, FormRow } from '../form/form.tsx'
import { QueuePicker } from '../operators/queue-picker.tsx'
import { go, guardLeaving, releaseLeaving } from '../shell/route.ts'
import classes from '../components/question.module.css'
import { linksKey } from './links-page.tsx'

const blank: NewWallboardLink = { name: '', queueIds: [], days: 90 }

export function NewLinkPage() {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const [token, setToken] = useState<string>()
  const draft = useDraft(
    blank,
    (values) => call('wallboard-links/create', values),
    (created) => {
      setToken(created.token)
      void queryClient.invalidateQueries({ queryKey: linksKey })
    },
  )
  return (
    <Page
      width="form"
      title={token ? t('links.made') : t('links.new')}
      above={<BackLink to="/wallboard/links" name={t('links.title')} />}
    >
      {token ? <Made token={token} /> : <LinkForm draft={draft} />}
    </Page>
  )
}

function LinkForm({ draft }: { draft: ReturnType<typeof useDraft<NewWallboardLink, unknown>> }) {
  const { t } = useTranslation()
  return (
    <Form draft={draft} saveLabel={t('links.create')}>
      <FormRow>
        <TextField
          draft={draft}
          name="name"
          label={t('links.name')}
          explain={t('links.name-why')}
          autoFocus
        />
        <NumberField
          draft={draft}
          name="days"
          label={t('links.days')}
          explain={t('links.days-why')}
          unit={t('links.unit')}
        />
      </FormRow>
      <QueuePicker
        label={t('links.queues')}
        value={draft.values.queueIds}
        error={draft.errorOf('queueIds')}
        meanwhile={draft.meanwhile('queueIds')}
        disabled={draft.busy}
        onChange={(queueIds) => draft.set({ queueIds })}
      />
    </Form>
  )
}

/** The token is stored hashed: nobody can show the link a second time. */
function Made({ token }: { token: string }) {
  const { t, i18n } = useTranslation()
  useEffect(
    () =>
      guardLeaving(() =>
        ask({
          title: t('links.unnoted'),
          text: t('links.unnoted-why'),
          action: t('links.noted'),
        }),
      ),
    [t],
  )
  const url = `${location.origin}${location.pathname}#/board/${token}?lang=${i18n.language}`
  return (
    <>
      <p className={classes.text}>{t('links.made-why')}</p>
      <CopyText text={url} label={t('links.link')} />
      <Button mt={24} onClick={() => (releaseLeaving(), go('/wallboard/links'))}>
        {t('links.noted')}
      </Button>
    </>
  )
}
