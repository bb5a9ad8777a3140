import { createPool } from 'mysql2/promise'
import { poolOptions } from '../../src/db/pool.ts'
import { hashPassword } from '../../src/session/password.ts'
import { loadCustomers } from './a-million-customers.ts'
import { person } from './many-people.ts'

/** Who answers half of all calls, and who waits in a queue that hardly anybody calls. Both are administrators. */
export const busy = 'busy'
export const slow = 'slow'
export const password = 'runa-bench-2026'
/** Who has looked for nearly as many customers in this hour as one may. */
export const curious = 'operator5'
/** This customer makes every fifth call, from two numbers in turn. */
export const regular = 1
/** A house with a hundred customers, one of whom `busy` is talking to. */
const house = '+81312345678'

const operators = 200
const queues = 30
/** There are about ten rows in all to one call. */
const rowsACall = 10

/**
 * About so many rows of a centre that has been busy for long, by one statement a table: one call every six seconds until
 * now, with all that is uneven in life, since that is what misleads an optimizer.
 */
export async function fillYearsOfCalls(databaseUrl: string, rows: number): Promise<void> {
  const calls = Math.round(rows / rowsACall)
  const pool = createPool({ ...poolOptions(databaseUrl), multipleStatements: true })
  await loadCustomers(pool, calls)
  await pool.query(numbers(calls))
  await pool.query(people, [await hashPassword(password)])
  for (const statement of [
    callRows,
    visits,
    answers,
    legs,
    waitsInVain,
    outgoing,
    ends,
    contacts,
    log,
    seen,
    houses,
  ])
    await pool.query(statement(calls))
  await pool.query(`drop table many; analyze table ${tables.join(', ')}`)
  await pool.end()
}

const tables = [
  ...['customer', 'customer_number', 'contact', 'enqueue_data', 'queue_data', 'statuscallback_data'],
  ...['operator_call', 'audit_log', 'call_data'],
]

/** 1 to `many`, for statements that make a row of each. */
function numbers(many: number): string {
  const doublings = Array.from({ length: Math.ceil(Math.log2(many)) }, (_, power) => 2 ** power)
  return `create table many (n int unsigned not null primary key); insert into many values (1);
    ${doublings.map((size) => `insert into many select n + ${size} from many where n + ${size} <= ${many};`).join('\n')}`
}

const now = 'utc_timestamp(3)'
const at = (calls: number, later = '0') =>
  `(${now} - interval ((${calls} - n) * 6) second + interval (${later}) second)`
const operatorOf = `case when n % 2 = 0 then '${busy}' else concat('operator', 3 + n % ${operators - 2}) end`
const queueOf = `case when n % 3 = 0 then 'support' else concat('queue-', 2 + n % ${queues - 1}) end`
const sid = (kind: string) => `concat('${kind}', lpad(n, 32, '0'))`
const visitId = `concat('VISIT', lpad(n, 21, '0'))`
const stamps = `${now}, ${now}`
const [mobile] = person(regular).numbers
const office = '+81398765432'

/** Every fifth call is the regular's, every eleventh withholds its number, some come from the house. */
const caller = `case
  when n % 5 = 0 then if(n % 2, '${mobile}', '${office}')
  when n % 11 = 0 then 'anonymous'
  when n % 37 = 0 then '${house}'
  else concat('+8190', lpad((n * 48271) % 100000000, 8, '0')) end`
/** Nobody has come to the last sixty yet; of some the end was lost. */
const isOver = (calls: number) => `(n <= ${calls - 60} and n % 500 <> 0)`
const isAnswered = (calls: number) => `(n % 12 <> 0 and n <= ${calls - 60})`

const resultOf = (calls: number) =>
  `if(${isOver(calls)}, if(${isAnswered(calls)}, 'answered', 'abandoned'), 'open')`
const stageOf = (calls: number) =>
  `if(${isAnswered(calls)}, if(${isOver(calls)}, null, 'connecting'), 'waiting')`

const people = `
  insert into queue (queue_id, queue_name, max_size, created_at, updated_at)
    select if(n = 1, 'support', concat('queue-', n)), concat('窓口', n), 100, ${stamps} from many where n <= ${queues};
  insert into operator (operator_id, password, last_name, first_name, client_name, operator_level_id, created_at, updated_at)
    select id, ?, '佐藤', '恵', id, if(n < 3, 1, 3), ${stamps}
    from (select n, case n when 1 then '${busy}' when 2 then '${slow}' else concat('operator', n) end as id
      from many where n <= ${operators}) as all_of_them;
  insert into operator_queue
    select operator_id, queue_id from operator join queue where operator_level_id = 1 or length(operator_id) % 4 = length(queue_id) % 4`

const visits = (calls: number) => `
  insert into enqueue_data (visit_id, CallSid, \`From\`, \`To\`, CallStatus, Direction, queue_id, entered_at,
    connecting_at, left_at, QueueResult, QueueTime, number, cause, result, stage, waiting_since, waited_ms,
    service_level_seconds, short_abandon_seconds, created_at, updated_at)
  select ${visitId}, ${sid('CA')}, ${caller}, '+815031234567', if(${isOver(calls)}, 'completed', 'in-progress'), 'inbound',
    ${queueOf}, ${at(calls)}, if(${isAnswered(calls)}, ${at(calls, 'n % 90')}, null),
    if(${isOver(calls)}, ${at(calls, 'n % 90 + 200')}, null),
    if(${isOver(calls)}, if(${isAnswered(calls)}, 'bridged', 'hangup'), null), n % 90,
    nullif(${caller}, 'anonymous'), 'entry', ${resultOf(calls)}, ${stageOf(calls)}, ${at(calls)}, (n % 90) * 1000, 20, 5,
    ${stamps}
  from many`

const callRows = (calls: number) => `
  insert into call_data (CallSid, direction, number, withheld, began_at, ended_at, queue_id, operator_id, result, stage,
    waited_ms, talked_ms, held_ms, visits, created_at, updated_at)
  select ${sid('CA')}, 'inbound', nullif(${caller}, 'anonymous'), n % 11 = 0, ${at(calls)},
    if(${isOver(calls)}, ${at(calls, 'n % 90 + 200')}, null), ${queueOf}, if(${isAnswered(calls)}, ${operatorOf}, null),
    ${resultOf(calls)}, ${stageOf(calls)}, (n % 90) * 1000, if(${isAnswered(calls)}, 200000, null),
    if(${isAnswered(calls)}, 0, null), 1, ${stamps}
  from many
  union all
  select ${sid('CD')}, 'outbound', ${caller}, 0, ${at(calls)}, ${at(calls, '99')}, null, ${operatorOf}, 'answered', null,
    null, 90000, 0, 0, ${stamps}
  from many where n % 5 in (0, 1) and n % 11 <> 0`

const answers = (calls: number) => `
  insert into queue_data (CallSid, \`From\`, DequeingCallSid, visit_id, operator_id, queue_id, QueueTime, answered_at,
    bridged, created_at, updated_at)
  select ${sid('CA')}, ${caller}, ${sid('CB')}, ${visitId}, ${operatorOf}, ${queueOf}, n % 90, ${at(calls, 'n % 90')},
    1, ${stamps}
  from many where ${isAnswered(calls)}`

const legs = (calls: number) => `
  insert into operator_call (CallSid, operator_id, destination, started_at, answered_at, ended_at, status, created_at,
    updated_at)
  select ${sid('CB')}, ${operatorOf}, concat('queue:', ${queueOf}), ${at(calls)}, ${at(calls, 'n % 90')},
    if(n % 1000 = 0, null, ${at(calls, 'n % 90 + 200')}), 'completed', ${stamps}
  from many where ${isAnswered(calls)}`

/** Twilio's longest wait is ten minutes: who waits for half a day leaves seventy such legs. */
const waitsInVain = (calls: number) => `
  insert into operator_call (CallSid, operator_id, destination, started_at, ended_at, status, created_at, updated_at)
  select ${sid('CC')}, '${slow}', 'queue:support', ${at(calls)}, ${at(calls, '600')}, 'completed', ${stamps}
  from many where n % 4 = 0`

const outgoing = (calls: number) => `
  insert into operator_call (CallSid, operator_id, destination, number, started_at, answered_at, ended_at, status,
    created_at, updated_at)
  select ${sid('CD')}, ${operatorOf}, ${caller}, ${caller}, ${at(calls)}, ${at(calls, '9')}, ${at(calls, '99')},
    'completed', ${stamps}
  from many where n % 5 in (0, 1) and n % 11 <> 0`

const ends = (calls: number) => `
  insert into statuscallback_data (CallSid, \`From\`, CallStatus, leg, operator_id, ended_at, created_at, updated_at)
  select ${sid('CA')}, ${caller}, 'completed', 'caller', null, ${at(calls, 'n % 90 + 200')}, ${stamps} from many
  union all
  select ${sid('CB')}, ${caller}, 'completed', 'operator', ${operatorOf}, ${at(calls, 'n % 90 + 200')}, ${stamps} from many`

/** Of every fifth call something was written, half of it about the regular. */
const contacts = (calls: number) => `
  insert into contact (contact_id, customer_id, operator_id, CallSid, outcome, note, contacted_at, created_at, updated_at)
  select concat('CONTACT', lpad(n, 19, '0')), if(n % 2, ${regular}, n), ${operatorOf}, ${sid('CA')}, 'resolved',
    '納期についてのお問い合わせ。', ${at(calls)}, ${stamps}
  from many where n % 5 = 0`

/** Everybody does much, and some never do what others do all day. */
const log = (calls: number) => `
  insert into audit_log (at, operator_id, action, subject, after_value)
  select ${at(calls)}, ${operatorOf},
    case when n % 900 = 0 then 'queues/update' when n % 9 = 0 then 'session/login' when n % 2 = 0 then 'customers/update'
      else 'contacts/save' end,
    case when n % 900 = 0 then 'support' when n % 9 = 0 then ${operatorOf} else n % 20 end,
    '{"reason":"not-your-queue"}'
  from many`

const seen = () => `
  insert into customer_seen (operator_id, hour, customer_id, found, opened)
  select '${curious}', from_unixtime(unix_timestamp() - unix_timestamp() % 3600 + h.later * 3600), n, 1, n < 100
  from many join (select 0 as later union select 1) as h where n < 2900`

/** The house's hundred, and the call that is going on with one of them. */
const houses = (calls: number) => `
  insert into customer_number (customer_id, number, search_number, last_four, position)
    select n + 1, '${house}', '0312345678', '5678', 1 from many where n <= 100
    union select ${regular}, '${office}', '0398765432', '5432', 1;
  insert into operator_call (CallSid, operator_id, destination, started_at, answered_at, created_at, updated_at)
    values ('CBlive', '${busy}', 'queue:support', ${now}, ${now}, ${stamps}),
      ('CCwaiting', '${slow}', 'queue:support', ${now}, null, ${stamps});
  insert into queue_data (CallSid, \`From\`, DequeingCallSid, visit_id, operator_id, queue_id, QueueTime, answered_at,
    bridged, created_at, updated_at)
    values ('CAlive', '${house}', 'CBlive', concat('VISIT', lpad(${calls}, 21, '0')), '${busy}', 'support', 5, ${now}, 0,
      ${stamps})`
