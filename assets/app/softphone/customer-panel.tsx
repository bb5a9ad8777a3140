import { Button, Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../src/http/desk-actions.ts'
import { Notice } from '../components/notice.tsx'
import { Pending } from '../components/pending.tsx'
import { Trouble } from '../components/trouble.tsx'
import { CustomerName, useKana } from '../customers/customer-name.tsx'
import { useCustomer } from '../customers/customer-queries.ts'
import { Timeline } from '../customers/timeline.tsx'
import { useQueueName } from '../queues/queue-queries.ts'
import { useFormat } from '../words/format.ts'
import { usePersonName } from '../words/person-name.ts'
import { domesticNumber } from '../words/telephone.ts'
import type { Activity, Party } from './call-state.ts'
import type { InHand, KnownCustomer } from './call-in-hand.ts'
import { NewCustomer } from './new-customer.tsx'
import { TryAgain } from './try-again.tsx'
import { useInHand, useOpenPhone, usePhoneState } from './phone-context.ts'
import classes from './customer-panel.module.css'

/** Whom the call is with: known, several, new, or not yet found. */
export function CustomerPanel() {
  const { t } = useTranslation()
  const inHand = useInHand()
  const { activity } = usePhoneState()
  const party = partyOf(activity)
  return (
    <section className={classes.panel} aria-label={t('softphone.customer')}>
      {inHand.chosen ? <Known customer={inHand.chosen} /> : <Unknown inHand={inHand} party={party} />}
      <Facts inHand={inHand} party={party} />
      <Rest inHand={inHand} />
    </section>
  )
}

function partyOf(activity: Activity): Party | null {
  return 'party' in activity ? activity.party : null
}

function Known({ customer: { customer } }: { customer: KnownCustomer }) {
  const { t } = useTranslation()
  const personName = usePersonName()
  const kana = useKana()(customer)
  return (
    <header className={classes.head}>
      {kana && <p className={classes.kana}>{kana}</p>}
      <h2 className={classes.name}>
        <a href={`#/customers/${customer.customerId}`}>
          <bdi>{t('softphone.customer-name', { name: personName(customer) })}</bdi>
        </a>
      </h2>
    </header>
  )
}

function Unknown({ inHand, party }: { inHand: InHand; party: Party | null }) {
  const { t } = useTranslation()
  const number = inHand.call?.number ?? (party && 'number' in party ? party.number : null)
  return (
    <header className={classes.head}>
      <h2 className={classes.name}>
        {number ? domesticNumber(number) : (inHand.call?.address ?? t('softphone.number-withheld'))}
      </h2>
    </header>
  )
}

/** Number, queue and wait in one line. */
function Facts({ inHand, party }: { inHand: InHand; party: Party | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const queueName = useQueueName()
  const caller = party?.kind === 'caller' ? party : null
  const number = inHand.call?.number ?? (party && 'number' in party ? party.number : null)
  const waited = inHand.call?.waitSeconds ?? caller?.waitSeconds ?? null
  return (
    <ul className={classes.facts}>
      {inHand.chosen && number && <li>{domesticNumber(number)}</li>}
      {caller && <li>{queueName(caller.queueId)}</li>}
      {waited !== null && <li>{t('softphone.waited', { duration: format.duration(waited) })}</li>}
    </ul>
  )
}

function Rest({ inHand }: { inHand: InHand }) {
  const { t } = useTranslation()
  const { inHand: store } = useOpenPhone()
  const { leg, chosen, customers, notes, state, call } = inHand
  if (chosen)
    return (
      <>
        {customers.length > 1 && (
          <Button variant="subtle" size="compact-sm" onClick={() => store.choose(null)}>
            {t('softphone.choose-other')}
          </Button>
        )}
        <h3 className={classes.heading}>{t('softphone.history')}</h3>
        <History known={chosen} />
      </>
    )
  if (state === 'asking')
    return <Loader size="sm" role="status" aria-label={t('softphone.customer-asking')} />
  if (state === 'failed')
    return (
      <Notice action={<TryAgain onClick={() => void store.ask()} />}>{t('softphone.customer-failed')}</Notice>
    )
  if (customers.length > 1)
    return (
      <>
        <Choice customers={customers} />
        <Notes notes={notes} />
      </>
    )
  return (
    <>
      {/* What is typed about one caller is not that of the next. */}
      <NewCustomer key={leg} number={call?.number ?? null} />
      <Notes notes={notes} />
    </>
  )
}

/** Of many who share a number only the one who is chosen is asked for. */
function History({ known: { customer, timeline } }: { known: KnownCustomer }) {
  const { customerId } = customer
  const { data, error, refetch } = useCustomer(customerId, timeline === null)
  const entries = timeline ?? data?.timeline
  if (entries) return <Timeline entries={entries} customerId={customerId} />
  return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Pending />
}

/** What was said to this caller before, by whoever it was. */
function Notes({ notes }: { notes: readonly Contact[] }) {
  const { t } = useTranslation()
  if (notes.length === 0) return null
  return (
    <>
      <h3 className={classes.heading}>{t('softphone.notes-before')}</h3>
      <Timeline entries={notes.map((note) => ({ kind: 'contact', ...note }))} />
    </>
  )
}

/** One number, several people: a family, a company. */
function Choice({ customers }: { customers: KnownCustomer[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { inHand } = useOpenPhone()
  const kana = useKana()
  return (
    <div>
      <h3 className={classes.heading}>{t('softphone.choose', { count: customers.length })}</h3>
      <ul className={classes.choice}>
        {customers.map((known) => (
          <li key={known.customer.customerId}>
            <Button
              variant="default"
              fullWidth
              className={classes.person}
              justify="space-between"
              onClick={() => inHand.choose(known)}
              rightSection={
                <span className={classes.last}>
                  {known.lastContactAt && format.date(known.lastContactAt)}
                </span>
              }
            >
              <span>
                <CustomerName customer={known.customer} /> <small>{kana(known.customer)}</small>
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
