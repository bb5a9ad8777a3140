import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api.ts'
import { BackLink } from '../components/back-link.tsx'
import { Page } from '../components/page.tsx'
import { sayDone } from '../components/toast.ts'
import { useDraft } from '../form/draft.ts'
import { useRoute } from '../shell/route.ts'
import { blankCustomer, CustomerForm, detailsOf } from './customer-form.tsx'
import { newContactId } from '../softphone/contact-id.ts'
import { customersKey } from './customer-queries.ts'

/** `#/customers/new?number=…` begins with a number. */
export function NewCustomerPage() {
  const { t } = useTranslation()
  const { search } = useRoute()
  const queryClient = useQueryClient()
  const [registrationId] = useState(newContactId)
  const draft = useDraft(
    { ...blankCustomer, numbers: [search.get('number') ?? ''] },
    (values) => call('customers/create', { ...detailsOf(values), registrationId }),
    ({ customer }, goOn) => {
      void queryClient.invalidateQueries({ queryKey: customersKey })
      sayDone(t('form.saved'))
      goOn(`/customers/${customer.customerId}`)
    },
  )
  return (
    <Page
      width="form"
      title={t('customers.new')}
      above={<BackLink to="/customers" name={t('customers.title')} />}
    >
      <CustomerForm draft={draft} saveLabel={t('customers.create')} />
    </Page>
  )
}
