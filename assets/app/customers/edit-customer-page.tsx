import { Button, Checkbox } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Customer } from '../../../src/http/desk-actions.ts'
import { call } from '../api.ts'
import { BackLink } from '../components/back-link.tsx'
import { Page } from '../components/page.tsx'
import { Pending } from '../components/pending.tsx'
import { ask } from '../components/question.tsx'
import { sayDone } from '../components/toast.ts'
import { Trouble } from '../components/trouble.tsx'
import { useDraft } from '../form/draft.ts'
import formClasses from '../form/form.module.css'
import { useSignedIn } from '../session/signed-in.ts'
import { asLeft, go, onward } from '../shell/route.ts'
import { usePersonName } from '../words/person-name.ts'
import { CustomerForm, detailsOf, valuesOf } from './customer-form.tsx'
import { customerKey, customerSearchKey, customersKey, useCustomer } from './customer-queries.ts'

export function EditCustomerPage({ customerId }: { customerId: number }) {
  const { t } = useTranslation()
  const personName = usePersonName()
  const { data, error, refetch } = useCustomer(customerId)
  const name = data ? personName(data.customer) : t('customers.customer')
  return (
    <Page
      width="form"
      title={t('customers.edit')}
      above={<BackLink to={`/customers/${customerId}`} name={name} />}
    >
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Pending />}
      {data && <Editing customer={data.customer} />}
    </Page>
  )
}

function Editing({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const { level } = useSignedIn()
  const { customerId } = customer
  const back = () => go(`/customers/${customerId}`)
  const draft = useDraft(
    valuesOf(customer),
    (values) => call('customers/update', { ...detailsOf(values), customerId, version: values.version }),
    (_, goOn) => {
      void queryClient.invalidateQueries({ queryKey: customersKey })
      sayDone(t('form.saved'))
      goOn(`/customers/${customerId}`)
    },
  )
  const reload = async () => {
    const latest = await call('customers/show', { customerId })
    queryClient.setQueryData(customerKey(customerId), latest)
    draft.rebase(valuesOf(latest.customer))
  }
  return (
    <>
      <CustomerForm
        draft={draft}
        saveLabel={t('form.save')}
        onReload={reload}
        beside={
          <Button variant="subtle" onClick={back}>
            {t('shell.cancel')}
          </Button>
        }
      />
      {level !== 'operator' && <Removal customer={customer} />}
    </>
  )
}

function Removal({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const name = usePersonName()(customer)
  const [trouble, setTrouble] = useState<unknown>()
  const [withHistory, setWithHistory] = useState(false)
  const { customerId, version } = customer
  const remove = async () => {
    setTrouble(undefined)
    const text = t(withHistory ? 'customers.remove-history-why' : 'customers.remove-why', { name })
    if (!(await ask({ title: t('customers.remove'), text, action: t('form.remove'), dangerous: true })))
      return
    const goOn = onward()
    await call('customers/delete', { customerId, version, withHistory })
    goOn(asLeft('/customers'))
    sayDone(t('customers.removed', { name }))
    // Not the customer's own page, which may still be on screen: it is gone.
    await queryClient.invalidateQueries({ queryKey: customerSearchKey })
  }
  return (
    <>
      <div className={formClasses.danger}>
        <Button variant="default" c="var(--red)" onClick={() => void remove().catch(setTrouble)}>
          {t('customers.remove')}
        </Button>
        <Checkbox
          label={t('customers.remove-history')}
          checked={withHistory}
          onChange={(event) => setWithHistory(event.currentTarget.checked)}
        />
      </div>
      {trouble !== undefined && <Trouble error={trouble} />}
    </>
  )
}
