import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Operator } from '../../../src/http/desk-actions.ts'
import { call } from '../api.ts'
import { BackLink } from '../components/back-link.tsx'
import { Notice } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'
import { Pending } from '../components/pending.tsx'
import { sayDone } from '../components/toast.ts'
import { Trouble } from '../components/trouble.tsx'
import { useDraft } from '../form/draft.ts'
import { useSignedIn } from '../session/signed-in.ts'
import { asLeft, go } from '../shell/route.ts'
import { usePersonName } from '../words/person-name.ts'
import { domesticNumber } from '../words/telephone.ts'
import { OperatorDanger } from './operator-danger.tsx'
import { OperatorFacts } from './operator-facts.tsx'
import { OperatorForm, type OperatorValues } from './operator-form.tsx'
import { operatorsKey, useOperators } from './operator-queries.ts'

export function OperatorPage({ operatorId }: { operatorId: string }) {
  const { t } = useTranslation()
  const personName = usePersonName()
  const operators = useOperators()
  const operator = operators.data?.find((each) => each.operatorId === operatorId)
  return (
    <Page
      width="form"
      title={operator ? personName(operator) : operatorId}
      above={<BackLink to="/operators" name={t('operators.title')} />}
    >
      {operators.error && <Trouble error={operators.error} onRetry={() => void operators.refetch()} />}
      {operators.isPending && <Pending />}
      {operators.data && !operator && <Notice>{t('error.not-found')}</Notice>}
      {operator && <OperatorFacts operator={operator} />}
      {operator && <Editing key={operatorId} operator={operator} />}
    </Page>
  )
}

function Editing({ operator }: { operator: Operator }) {
  const { t } = useTranslation()
  const isSelf = operator.operatorId === useSignedIn().operatorId
  const queryClient = useQueryClient()
  const draft = useDraft(valuesOf(operator), changeOperator, (_, goOn) => {
    void queryClient.invalidateQueries({ queryKey: operatorsKey })
    sayDone(t('form.saved'))
    goOn(asLeft('/operators'))
  })
  const reload = async () => {
    const { operators } = await call('operators/list', {})
    queryClient.setQueryData(operatorsKey, operators)
    const latest = operators.find((each) => each.operatorId === operator.operatorId)
    if (latest) draft.rebase(valuesOf(latest))
  }
  return (
    <>
      <OperatorForm draft={draft} isSelf={isSelf} onReload={reload} beside={<Cancel />} />
      {!isSelf && <OperatorDanger operator={operator} onReset={reload} />}
    </>
  )
}

function Cancel() {
  const { t } = useTranslation()
  return (
    <Button variant="subtle" onClick={() => go(asLeft('/operators'))}>
      {t('shell.cancel')}
    </Button>
  )
}

type StoredValues = OperatorValues & { version: number }

function valuesOf({
  createdAt: _c,
  updatedAt: _u,
  mustChangePassword: _m,
  telnum,
  ...values
}: Operator): StoredValues {
  return { ...values, telnum: telnum === null ? '' : domesticNumber(telnum) }
}

function changeOperator({ clientName: _, telnum, ...operator }: StoredValues) {
  return call('operators/update', { ...operator, telnum: telnum || null })
}
