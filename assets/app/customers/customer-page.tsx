import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Customer, TimelineEntry } from '../../../src/http/desk-actions.ts'
import { BackLink } from '../components/back-link.tsx'
import { Page } from '../components/page.tsx'
import { Pending } from '../components/pending.tsx'
import { Trouble } from '../components/trouble.tsx'
import { usePersonName } from '../words/person-name.ts'
import { CallButton } from './call-button.tsx'
import { useKana } from './customer-name.tsx'
import classes from './customer-page.module.css'
import { useCustomer } from './customer-queries.ts'
import { NewContact } from './new-contact.tsx'
import { Timeline } from './timeline.tsx'

export function CustomerPage({ customerId }: { customerId: number }) {
  const { t } = useTranslation()
  const personName = usePersonName()
  const { data, error, refetch } = useCustomer(customerId)
  return (
    <Page
      title={data ? personName(data.customer) : t('customers.customer')}
      above={<BackLink to="/customers" name={t('customers.title')} />}
      actions={data && <Edit customerId={customerId} />}
    >
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Pending />}
      {data && <Record customer={data.customer} timeline={data.timeline} />}
    </Page>
  )
}

function Edit({ customerId }: { customerId: number }) {
  const { t } = useTranslation()
  return (
    <Button component={Link} href={`/customers/${customerId}/edit`} variant="default">
      {t('customers.edit')}
    </Button>
  )
}

function Record({ customer, timeline }: { customer: Customer; timeline: TimelineEntry[] }) {
  const { t } = useTranslation()
  const kana = useKana()
  return (
    <>
      <div className={classes.who}>
        <span>{t('customers.number-of', { id: String(customer.customerId) })}</span>
        {kana(customer) && <bdi>{kana(customer)}</bdi>}
      </div>
      <div className={classes.numbers}>
        {customer.numbers.map((number) => (
          <CallButton key={number} number={number} />
        ))}
        {customer.numbers.length === 0 && <span className={classes.none}>{t('customers.no-numbers')}</span>}
      </div>
      <div className={classes.columns}>
        <section className={classes.history} aria-labelledby="history">
          <h2 id="history" className={classes.heading}>
            {t('customers.history')}
          </h2>
          <Timeline entries={timeline} />
        </section>
        <NewContact customerId={customer.customerId} />
      </div>
    </>
  )
}
