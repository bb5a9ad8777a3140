import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Queue } from '../../../src/http/desk-actions.ts'
import { call } from '../api.ts'
import { BackLink } from '../components/back-link.tsx'
import { Notice } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'
import { Pending } from '../components/pending.tsx'
import { ask } from '../components/question.tsx'
import { sayDone } from '../components/toast.ts'
import { Trouble } from '../components/trouble.tsx'
import { useDraft } from '../form/draft.ts'
import classes from '../form/form.module.css'
import { asLeft, go, onward } from '../shell/route.ts'
import { isolated } from '../words/isolated.ts'
import { QueueFacts } from './queue-facts.tsx'
import { QueueForm } from './queue-form.tsx'
import { queuesKey, useQueues } from './queue-queries.ts'
import { settingsOf, valuesOf } from './queue-values.ts'

export function QueuePage({ queueId }: { queueId: string }) {
  const { t } = useTranslation()
  const queues = useQueues()
  const queue = queues.data?.find((each) => each.queueId === queueId)
  return (
    <Page
      width="form"
      title={queue?.queueName ?? queueId}
      above={<BackLink to="/queues" name={t('queues.title')} />}
    >
      {queues.error && <Trouble error={queues.error} onRetry={() => void queues.refetch()} />}
      {queues.isPending && <Pending />}
      {queues.data && !queue && <Notice>{t('error.not-found')}</Notice>}
      {queue && <QueueFacts queue={queue} />}
      {queue && <Editing key={queueId} queue={queue} />}
    </Page>
  )
}

function Editing({ queue }: { queue: Queue }) {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const draft = useDraft(
    valuesOf(queue),
    (values) => call('queues/update', settingsOf(values)),
    (_, goOn) => {
      void queryClient.invalidateQueries({ queryKey: queuesKey })
      sayDone(t('form.saved'))
      goOn(asLeft('/queues'))
    },
  )
  const reload = async () => {
    const { queues } = await call('queues/list', {})
    queryClient.setQueryData(queuesKey, queues)
    const latest = queues.find((each) => each.queueId === queue.queueId)
    if (latest) draft.rebase(valuesOf(latest))
  }
  return (
    <>
      <QueueForm draft={draft} onReload={reload} beside={<Cancel />} />
      <Removal queue={queue} />
    </>
  )
}

function Cancel() {
  const { t } = useTranslation()
  return (
    <Button variant="subtle" onClick={() => go(asLeft('/queues'))}>
      {t('shell.cancel')}
    </Button>
  )
}

/** Says what stands in the way before anybody is asked. */
function Removal({ queue }: { queue: Queue }) {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const [trouble, setTrouble] = useState<unknown>()
  const name = isolated(queue.queueName)
  const remove = async () => {
    setTrouble(undefined)
    const text = t('queues.remove-why', { name })
    if (!(await ask({ title: t('queues.remove'), text, action: t('form.remove'), dangerous: true }))) return
    const goOn = onward()
    await call('queues/delete', { queueId: queue.queueId, version: queue.version })
    goOn(asLeft('/queues'))
    sayDone(t('queues.removed', { name }))
    await queryClient.invalidateQueries({ queryKey: queuesKey })
  }
  return (
    <>
      <div className={classes.danger}>
        <Button variant="default" c="var(--red)" onClick={() => void remove().catch(setTrouble)}>
          {t('queues.remove')}
        </Button>
      </div>
      {trouble !== undefined && <Trouble error={trouble} />}
    </>
  )
}
