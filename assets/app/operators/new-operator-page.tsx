import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api.ts'
import { BackLink } from '../components/back-link.tsx'
import { Page } from '../components/page.tsx'
import { useDraft } from '../form/draft.ts'
import { asLeft, go } from '../shell/route.ts'
import { OncePassword } from './once-password.tsx'
import { OperatorForm, type OperatorValues } from './operator-form.tsx'
import { operatorsKey } from './operator-queries.ts'

const blank: OperatorValues = {
  operatorId: '',
  clientName: '',
  lastName: '',
  firstName: '',
  telnum: '',
  level: 'operator',
  queueIds: [],
  disabled: false,
}

export function NewOperatorPage() {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const [password, setPassword] = useState<string>()
  const draft = useDraft(blank, createOperator, (created) => {
    setPassword(created.password)
    void queryClient.invalidateQueries({ queryKey: operatorsKey })
  })
  return (
    <Page
      width="form"
      title={t('operators.new')}
      above={<BackLink to="/operators" name={t('operators.title')} />}
    >
      <OperatorForm draft={draft} isNew />
      <OncePassword password={password} onClose={() => go(asLeft('/operators'))} />
    </Page>
  )
}

/** Most people are called at Twilio as they are called here. */
function createOperator({ disabled: _, telnum, clientName, operatorId, ...operator }: OperatorValues) {
  return call('operators/create', {
    ...operator,
    operatorId,
    clientName: clientName || operatorId.replace(/[^A-Za-z0-9_]/g, '_'),
    telnum: telnum || null,
  })
}
