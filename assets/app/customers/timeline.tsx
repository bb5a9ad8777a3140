import IconNote from '@tabler/icons-react/dist/esm/icons/IconNote.mjs'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import IconPhoneOff from '@tabler/icons-react/dist/esm/icons/IconPhoneOff.mjs'
import IconPhoneOutgoing from '@tabler/icons-react/dist/esm/icons/IconPhoneOutgoing.mjs'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TimelineEntry } from '../../../src/http/desk-actions.ts'
import { useQueueName } from '../queues/queue-queries.ts'
import { useFormat } from '../words/format.ts'
import { domesticNumber } from '../words/telephone.ts'
import { OutcomeChip } from './outcome.tsx'
import classes from './timeline.module.css'

interface TimelineProps {
  entries: readonly TimelineEntry[]
  /** Whose page has the rest of a note that was cut. */
  customerId?: number
}

/** A customer's contacts and calls, newest first, under their days; a call that goes on is no history yet. */
export function Timeline({ entries: all, customerId }: TimelineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const entries = all.filter((entry) => entry.kind === 'contact' || entry.result !== 'open')
  if (entries.length === 0) return <p className={classes.none}>{t('customers.no-history')}</p>
  return (
    <ol className={classes.timeline}>
      {entries.map((entry, index) => {
        const day = format.date(timeOf(entry))
        const newDay = index === 0 || day !== format.date(timeOf(entries[index - 1]!))
        return (
          <li key={keyOf(entry)} className={classes.entry} data-new-day={newDay || undefined}>
            <div className={classes.when}>
              <span className={newDay ? undefined : classes.again}>{day}</span>
              <time dateTime={timeOf(entry)}>{format.time(timeOf(entry))}</time>
            </div>
            {entry.kind === 'contact' ? (
              <ContactEntry entry={entry} customerId={customerId} />
            ) : (
              <CallEntry entry={entry} />
            )}
          </li>
        )
      })}
    </ol>
  )
}

interface ContactEntryProps {
  entry: Extract<TimelineEntry, { kind: 'contact' }>
  customerId: number | undefined
}

function ContactEntry({ entry, customerId }: ContactEntryProps) {
  const { t } = useTranslation()
  const queueName = useQueueName()
  const Icon = entry.callSid ? IconPhone : IconNote
  return (
    <Entry icon={<Icon size={16} aria-hidden />}>
      <Line>
        <b>{entry.callSid ? t('customers.contact-call') : t('customers.contact-note')}</b>
        <OutcomeChip outcome={entry.outcome} />
        <bdi>{entry.operatorName}</bdi>
        {entry.queueId && <bdi>{queueName(entry.queueId)}</bdi>}
        {entry.number && <span>{domesticNumber(entry.number)}</span>}
      </Line>
      {entry.note && (
        <p className={classes.note} dir="auto">
          {entry.note}
          {entry.cut && '…'}
        </p>
      )}
      {entry.cut && customerId !== undefined && (
        <a href={`#/customers/${customerId}`}>{t('customers.whole-note')}</a>
      )}
    </Entry>
  )
}

type Call = Extract<TimelineEntry, { kind: 'call' }>

const callIcons = { incoming: IconPhone, lost: IconPhoneOff, outgoing: IconPhoneOutgoing }

function kindOf({ direction, result }: Call): keyof typeof callIcons {
  if (direction !== 'inbound') return 'outgoing'
  return result === 'abandoned' || result === 'error' || result === 'refused' ? 'lost' : 'incoming'
}

/** What became of the call, in words; of one that was given up, where. */
function useCallWords() {
  const { t } = useTranslation()
  return ({ direction, result, stage }: Call) => {
    if (direction !== 'inbound') return t(`customers.outgoing-${dialledResult(result)}`)
    if (result === 'abandoned') return t(`customers.abandoned-${stage ?? 'waiting'}`)
    return t(`customers.incoming-${callerResult(result)}`)
  }
}

function dialledResult(result: Call['result']) {
  switch (result) {
    case 'answered':
    case 'busy':
    case 'no-answer':
    case 'failed':
    case 'canceled':
      return result
    default:
      return 'unsettled'
  }
}

function callerResult(result: Exclude<Call['result'], 'abandoned'>) {
  switch (result) {
    case 'open':
    case 'busy':
    case 'no-answer':
    case 'failed':
    case 'canceled':
      return 'unknown'
    default:
      return result
  }
}

/** Whom a caller was about to be given to has nothing to do with a call that was never joined. */
const wasJoined = ({ direction, result }: Call) => direction !== 'inbound' || result === 'answered'

function CallEntry({ entry }: { entry: Call }) {
  const { t } = useTranslation()
  const format = useFormat()
  const queueName = useQueueName()
  const words = useCallWords()
  const Icon = callIcons[kindOf(entry)]
  return (
    <Entry icon={<Icon size={16} aria-hidden />}>
      <Line>
        <b>{words(entry)}</b>
        {entry.operatorName && wasJoined(entry) && <bdi>{entry.operatorName}</bdi>}
        {entry.queueId && <bdi>{queueName(entry.queueId)}</bdi>}
        <span>{domesticNumber(entry.number)}</span>
        {entry.waitSeconds !== null && (
          <span>{t('customers.waited', { duration: format.duration(entry.waitSeconds) })}</span>
        )}
        {entry.talkSeconds !== null && (
          <span>{t('customers.talked', { duration: format.duration(entry.talkSeconds) })}</span>
        )}
      </Line>
    </Entry>
  )
}

function Entry({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <>
      <div className={classes.icon}>{icon}</div>
      <div className={classes.what}>{children}</div>
    </>
  )
}

function Line({ children }: { children: ReactNode }) {
  return <div className={classes.line}>{children}</div>
}

function timeOf(entry: TimelineEntry): string {
  return entry.kind === 'contact' ? entry.contactedAt : entry.at
}

function keyOf(entry: TimelineEntry): string {
  return entry.kind === 'contact' ? entry.contactId : entry.callSid
}
