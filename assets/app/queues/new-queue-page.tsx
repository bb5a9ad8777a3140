import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../api.ts'
import { BackLink } from '../components/back-link.tsx'
import { Page } from '../components/page.tsx'
import { sayDone } from '../components/toast.ts'
import { useDraft } from '../form/draft.ts'
import { asLeft } from '../shell/route.ts'
import { QueueForm } from './queue-form.tsx'
import { queuesKey } from './queue-queries.ts'
import { blankQueue, settingsOf, type QueueValues } from './queue-values.ts'

export function NewQueuePage() {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const draft = useDraft(blankQueue, createQueue, (_, goOn) => {
    void queryClient.invalidateQueries({ queryKey: queuesKey })
    sayDone(t('form.saved'))
    goOn(asLeft('/queues'))
  })
  return (
    <Page width="form" title={t('queues.new')} above={<BackLink to="/queues" name={t('queues.title')} />}>
      <QueueForm draft={draft} isNew />
    </Page>
  )
}

function createQueue(values: QueueValues) {
  const { version: _, ...settings } = settingsOf(values)
  return call('queues/create', settings)
}
