import { setTimeout } from 'node:timers/promises'
import type { Pool, RowDataPacket } from 'mysql2'
import { isWithheld, toKnownNumber } from '../known-number.ts'
import { kindOf } from '../db/database-failure.ts'

interface Settling {
  /** Calls younger than this are settled; without it, all. */
  back?: Date
  /** How many of a source were settled so far. */
  onProgress?: (source: string, count: number) => void
}

interface OldCall {
  callSid: string
  at: Date
  direction: 'inbound' | 'outbound' | 'colleague'
  from: string | null
}

/** Not by its visits already, nor because it is of now. */
const unsettled = (callSid: string) =>
  `not exists (select 1 from call_data where call_data.CallSid = ${callSid} and call_data.result is not null)`

/** Where old calls are found, newest first, from the time and the CallSid where the last look ended. */
const sources: Record<string, string> = {
  visits: `
    select CallSid as callSid, entered_at as at, 'inbound' as direction, \`From\` as \`from\`
    from enqueue_data where result is null and (entered_at < ? or (entered_at = ? and CallSid < ?))
    order by entered_at desc, CallSid desc limit ?`,
  callers: `
    select CallSid as callSid, ended_at as at, 'inbound' as direction, \`From\` as \`from\`
    from statuscallback_data
    where leg = 'caller' and (ended_at < ? or (ended_at = ? and CallSid < ?))
      and ${unsettled('statuscallback_data.CallSid')}
    order by ended_at desc, CallSid desc limit ?`,
  dialled: `
    select CallSid as callSid, started_at as at, if(destination like 'operator:%', 'colleague', 'outbound') as direction,
      number as \`from\`
    from operator_call
    where (started_at < ? or (started_at = ? and CallSid < ?))
      and parent_call_sid is null and (destination like 'operator:%' or number is not null)
      and destination not like 'queue:%' and ${unsettled('operator_call.CallSid')}
    order by started_at desc, CallSid desc limit ?`,
}

const perLook = 10_000
/** In one transaction: live calls wait for none of these rows, but a deadlock costs all of them. */
const perTransaction = 200
/** Older than any call. */
const theEnd = new Date('1971-01-01T00:00:00Z')

/**
 * Gives their verdict to the calls of before there were verdicts, newest first, 10 000 at a time, beside live calls. May be
 * broken off: the next time goes on from there. Answers how many were settled.
 */
export async function settleOldRows(pool: Pool, settling: Settling = {}): Promise<number> {
  let settled = 0
  for (const source of Object.keys(sources)) settled += await settleSource(pool, source, settling)
  return settled
}

async function settleSource(pool: Pool, source: string, { back, onProgress }: Settling): Promise<number> {
  let settled = 0
  let place = await placeOf(pool, source)
  while (place.at > (back ?? theEnd)) {
    const calls = await listOld(pool, source, place)
    for (let index = 0; index < calls.length; index += perTransaction)
      await settle(pool, calls.slice(index, index + perTransaction))
    settled += calls.length
    const last = calls.at(-1)
    place = calls.length < perLook || !last ? { at: theEnd, callSid: '' } : last
    await keepPlace(pool, source, place)
    if (calls.length > 0) onProgress?.(source, settled)
  }
  return settled
}

type Place = Pick<OldCall, 'at' | 'callSid'>

async function placeOf(pool: Pool, source: string): Promise<Place> {
  const [[row]] = await pool
    .promise()
    .query<RowDataPacket[]>(
      'select settled_back_to as at, last_call_sid as callSid from schema_settling where source = ?',
      [source],
    )
  return row ? (row as Place) : { at: new Date(Date.now() + 24 * 3600_000), callSid: '' }
}

async function keepPlace(pool: Pool, source: string, { at, callSid }: Place): Promise<void> {
  await pool
    .promise()
    .query('replace into schema_settling (source, settled_back_to, last_call_sid) values (?, ?, ?)', [
      source,
      at,
      callSid,
    ])
}

async function listOld(pool: Pool, source: string, { at, callSid }: Place): Promise<OldCall[]> {
  const [rows] = await pool.promise().query<RowDataPacket[]>(sources[source]!, [at, at, callSid, perLook])
  return rows as OldCall[]
}

async function settle(pool: Pool, calls: OldCall[], tries = 5): Promise<void> {
  const list = calls.map(({ callSid, direction, from, at }) => ({
    callSid,
    direction,
    number: toKnownNumber(from),
    withheld: direction === 'inbound' && isWithheld(from) ? 1 : 0,
    at: at.toISOString().replace('T', ' ').replace('Z', ''),
  }))
  try {
    await pool.promise().query('call settle_calls(?)', [JSON.stringify(list)])
  } catch (error) {
    if (kindOf(error) !== 'deadlock' || tries === 0) throw error
    await setTimeout(50 + Math.random() * 200)
    await settle(pool, calls, tries - 1)
  }
}
