import { writePlace } from '../../src/customer/search-place.ts'
import type { AuditFilter, DeskAction, DeskActions } from '../../src/http/desk-actions.ts'
import type { Sum } from './rows-read.ts'
import { busy, curious, password, regular, slow } from './years-of-calls.ts'

type Question = {
  [Action in DeskAction]: { who: string; action: Action; request: DeskActions[Action]['request'] }
}[DeskAction]

const ask = <Action extends DeskAction>(
  action: Action,
  request: DeskActions[Action]['request'],
  who = busy,
): Question => ({ who, action, request }) as Question

const search = (term: string, after?: string) => ask('customers/search', after ? { term, after } : { term })

const today = new Date().toISOString().slice(0, 10)
/** In all the time there is, in one day of it, in one in which nothing was, and some pages further on. */
const audit = (filter: AuditFilter) =>
  [
    {},
    { from: today, to: today },
    { from: '2020-01-01', to: '2020-01-01' },
    { after: `${Date.now() - 8 * 3600_000}-5000` },
  ].map((part) => ask('audit/list', { ...filter, ...part }))

const contact = { contactId: '0123456789ABCDEFGHJKMNPQRS', customerId: 4, outcome: 'resolved' as const }
const version = 1
const name = { lastName: '鈴木', firstName: '一郎' }
const customer = { ...name, numbers: ['+819012345678', '+81312345678'] }
const operator = { ...name, level: 'operator' as const, queueIds: ['support', 'queue-2'] }
const queue = {
  ...{
    queueId: 'queue-9',
    queueName: '窓口',
    maxSize: 10,
    actionUrl: null,
    waitUrl: null,
    guidanceUrl: null,
  },
  ...{ wrapUpSeconds: 10, serviceLevelSeconds: 20, shortAbandonSeconds: 5 },
  thresholds: {
    ...{
      waitingCaution: 5,
      waitingCritical: 10,
      longestWaitCautionSeconds: 60,
      longestWaitCriticalSeconds: 180,
    },
    ...{ serviceLevelCautionPercent: 80, serviceLevelCriticalPercent: 70 },
  },
}

/** What the pages of the desk ask: when they are opened, again and again, and when something is changed there. */
export const deskQuestions: Question[] = [
  ask('session/login', { json: true, operatorId: busy, password }),
  ask('session/login', { json: true, operatorId: 'nobody', password }),
  ask('session/current', {}),
  ask('voice-token', {}),
  ask('operators/list', {}),
  ask('colleagues/list', {}),
  ask('queues/list', { check: true }),

  search(''),
  search('', writePlace({ way: 'newest', keys: [], id: 5000 })),
  ...['さ', 'たかはし はなこ', '髙橋', '佐藤 花子', '090', '03-1234-5678', '5678', '4711', '1'].map((term) =>
    search(term),
  ),
  search('さ', writePlace({ way: 'kana', keys: ['ササキアイ'], id: 100 })),
  search('090', writePlace({ way: 'search_number', keys: ['09050000000'], id: 100 })),
  ...['ゑゑゑ', 'zzz', '存在しない', '00000'].map((term) => search(term)),
  ask('customers/show', { customerId: 2 }),
  ask('customers/show', { customerId: regular }),
  ask('customers/show', { customerId: 1000 }),
  ask('customers/show', { customerId: 1000 }, curious),
  ask('customers/search', { term: 'さと' }, curious),
  ask('customers/for-call', {}),
  ask('customers/for-call', {}, slow),
  ask('contacts/save', { ...contact, note: '折り返し' }),
  ask('contacts/save', { ...contact, note: '折り返しをお約束' }),
  ask('calls/recent', {}),
  ask('calls/recent', {}, slow),
  ask('customers/create', customer),
  ask('customers/update', { ...customer, customerId: 3, version }),
  ask('customers/delete', { customerId: 4, version }),

  ask('wallboard/current', {}),
  ask('wallboard/board', { token: 'A'.repeat(43) }),
  ask('wallboard-links/create', { name: 'ロビー', queueIds: ['support'], days: 30 }),
  ask('wallboard-links/list', {}),
  ask('wallboard-links/revoke', { linkId: 1 }),

  ...audit({}),
  ...audit({ operatorId: busy }),
  ...audit({ operatorId: 'operator5' }),
  ...audit({ action: 'session/login' }),
  ...audit({ action: 'queues/update' }),
  ...audit({ subject: '7' }),
  ...audit({ operatorId: busy, action: 'contacts/save' }),
  ...audit({ operatorId: busy, action: 'customers/update' }),
  ...audit({ operatorId: busy, subject: '7' }),
  ...audit({ operatorId: busy, subject: '8' }),
  ...audit({ action: 'customers/update', subject: '7' }),
  ...audit({ action: 'customers/update', subject: '8' }),
  ...audit({ operatorId: busy, action: 'session/login', subject: busy }),

  ask('operators/create', { ...operator, operatorId: 'new', clientName: 'new' }),
  ask('operators/update', { ...operator, operatorId: 'operator7', version, disabled: false }),
  ask('operators/reset-password', { operatorId: 'operator8', version }),
  ask('operators/delete', { operatorId: 'operator9', version }),
  ask('queues/create', { ...queue, queueId: 'new' }),
  ask('queues/update', { ...queue, version }),
  ask('queues/delete', { queueId: 'queue-9', version }),
  ask('session/change-password', { password, newPassword: password }),
  ask('session/logout', {}),
]

export const deskSums: Sum[] = [
  {
    statement: /from enqueue_data\s+where queue_id in/,
    rows: `select count(*) from enqueue_data where entered_at >= utc_timestamp() - interval 24 hour`,
    because: 'a board adds up the visits of today, once in 5 s for all screens',
  },
  {
    statement: /from waiting_visit/,
    rows: 'select count(*) from waiting_visit',
    because: 'a board counts who waits now',
  },
  {
    statement: /from live_leg as leg/,
    rows: 'select count(*) from live_leg',
    because: 'a board counts the operators who wait and talk now',
  },
  {
    statement: /from customer_seen/,
    rows: 'select count(*) from customer_seen',
    because: 'how many customers an operator saw in this hour is counted, 3 300 at the most',
  },
  {
    statement: /count\(\*\) as `operators` from `operator_queue` group by/,
    rows: 'select count(*) from operator_queue',
    because: 'operators belong to a few queues each, and the list of queues shows how many to each',
  },
]
