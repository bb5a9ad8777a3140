import type { Config } from '../config.ts'
import type { Db } from '../db/db.ts'
import type { Procedure } from '../db/procedures.ts'
import { runProcedure } from '../db/run-procedure.ts'
import { VisibleError } from '../errors.ts'
import { findCallAtTwilio, listLiveCallSids, type CallAtTwilio } from '../twilio/calls.ts'
import type { TwilioAccess } from '../twilio/quick-client.ts'
import { clientNameOf } from '../twilio/stage.ts'
import { isEnded } from './call-params.ts'
import { legEnded, legOver, type Leg } from './call-rows.ts'

interface Looking {
  db: Db
  now: Date
  config: Config
  twilio: TwilioAccess
}

/** How often somebody who looks has Twilio asked. */
const everyMs = 60_000
/** A call so young is in nobody's way. */
const youngMs = 30_000
/** Of the 10 s that a Function has. */
const budgetMs = 3000
/** Asked one by one at a time; the others a minute later. */
const mostAtOnce = 10

/**
 * What Twilio ended without our hearing of it: one list of the calls that live, and one request for each of our open ones
 * that is not in it. Whoever is over is closed by what Twilio says; about whom it cannot be asked stays doubtful.
 */
export async function closeLostEnds(looking: Looking): Promise<void> {
  if (!(await claim(looking))) return
  const open = await listOpen(looking)
  if (open.length === 0) return
  const deadline = performance.now() + budgetMs
  try {
    const live = await listLiveCallSids(looking.twilio, deadline)
    const missing = open.filter(({ callSid }) => !live.has(callSid))
    await clearDoubt(
      looking.db,
      open.filter(({ callSid }) => live.has(callSid)),
    )
    await Promise.all(missing.slice(0, mostAtOnce).map((call) => close(looking, call, deadline)))
  } catch (error) {
    // Without Twilio nobody knows more than before.
    if (!(error instanceof VisibleError)) throw error
  }
}

interface OpenCall {
  callSid: string
  leg: Leg
  isDoubtful: boolean
}

/** Softphones' legs and callers of whom we have no end, those first whom nobody has asked about. */
async function listOpen({ db, now }: Looking): Promise<OpenCall[]> {
  const before = new Date(now.getTime() - youngMs)
  const legs = await db
    .selectFrom('live_leg')
    .select(['CallSid as callSid', 'parent_call_sid', 'doubtful_at'])
    .where('started_at', '<', before)
    .orderBy('doubtful_at')
    .execute()
  const callers = await db
    .selectFrom('call_data')
    .select('CallSid as callSid')
    .where('result', '=', 'open')
    .where('direction', '=', 'inbound')
    .where('began_at', '<', before)
    .execute()
  return [
    ...callers.map(({ callSid }) => ({ callSid, leg: 'caller' as const, isDoubtful: false })),
    ...legs.map(({ callSid, parent_call_sid, doubtful_at }) => ({
      callSid,
      leg: parent_call_sid === null ? ('operator' as const) : ('colleague' as const),
      isDoubtful: doubtful_at !== null,
    })),
  ]
}

/** Exactly one of those who look at the same moment; a claim from the future is a clock that was set back. */
async function claim({ db, now }: Looking): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('wallboard_snapshot')
    .set({ ends_sought_at: now })
    .where('id', '=', 1)
    .where((row) =>
      row.or([
        row('ends_sought_at', 'is', null),
        row('ends_sought_at', '<=', new Date(now.getTime() - everyMs)),
        row('ends_sought_at', '>', new Date(now.getTime() + everyMs)),
      ]),
    )
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

async function close(looking: Looking, call: OpenCall, deadline: number): Promise<void> {
  const { db, twilio } = looking
  try {
    const found = await findCallAtTwilio(twilio, call.callSid, deadline)
    if (found && !isEnded(found.status)) return await clearDoubt(db, [call])
    await runProcedure(db, endOf(looking, call, found))
  } catch (error) {
    if (!(error instanceof VisibleError)) throw error
    await db
      .updateTable('operator_call')
      .set({ doubtful_at: looking.now })
      .where('CallSid', '=', call.callSid)
      .where('ended_at', 'is', null)
      .execute()
  }
}

/** As its status callback would have told it. */
function endOf({ now, config }: Looking, { callSid, leg }: OpenCall, found?: CallAtTwilio): Procedure {
  if (!found && leg !== 'caller') return legOver(callSid, now)
  const clientName = clientNameOf(config.stage, leg === 'colleague' ? found?.to : found?.from)
  return legEnded(
    {
      CallSid: callSid,
      leg,
      clientName,
      parentClientName: leg === 'colleague' ? clientNameOf(config.stage, found?.from) : undefined,
      ParentCallSid: found?.parentCallSid,
      From: found?.from,
      To: found?.to,
      CallStatus: found?.status,
      CallDuration: found?.duration,
      endedAt: found?.endTime,
    },
    now,
  )
}

async function clearDoubt(db: Db, calls: OpenCall[]): Promise<void> {
  const doubtful = calls.filter(({ isDoubtful }) => isDoubtful).map(({ callSid }) => callSid)
  if (doubtful.length === 0) return
  await db.updateTable('operator_call').set({ doubtful_at: null }).where('CallSid', 'in', doubtful).execute()
}
