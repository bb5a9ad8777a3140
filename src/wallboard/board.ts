import { setTimeout } from 'node:timers/promises'
import { knownTimeZone } from '../business-day.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/db.ts'
import { VisibleError } from '../errors.ts'
import type { Board } from '../http/desk-actions.ts'
import type { TwilioAccess } from '../twilio/quick-client.ts'
import { takeSnapshot } from './refresh.ts'
import { claimRefresh, readSnapshot, storeSnapshot, type Snapshot } from './snapshot.ts'

export interface Watching {
  db: Db
  now: Date
  config: Config
  twilio: TwilioAccess
}

/** The queues that `mayWatch` lets through, as fresh as one request to Twilio in 5 s allows. */
export async function readBoard(watching: Watching, mayWatch: (queueId: string) => boolean): Promise<Board> {
  const { refreshedAt, queues } = await freshSnapshot(watching)
  return {
    refreshedAt: refreshedAt.toISOString(),
    now: new Date().toISOString(),
    timeZone: knownTimeZone(watching.config),
    queues: queues.filter(({ queueId }) => mayWatch(queueId)).map(({ differsSince: _, ...queue }) => queue),
  }
}

/** When Twilio is away the last snapshot stays, with its age; only without any there is nothing to show. */
async function freshSnapshot(watching: Watching): Promise<Snapshot> {
  const { db, now } = watching
  const { snapshot, isDue } = await readSnapshot(db)
  if (!isDue(now) || !(await claimRefresh(db, now))) return snapshot ?? firstSnapshot(db)
  try {
    const fresh = await takeSnapshot(watching, snapshot)
    await storeSnapshot(db, fresh)
    return fresh
  } catch (error) {
    if (snapshot && error instanceof VisibleError && error.code === 'twilio-away') return snapshot
    throw error
  }
}

/** Somebody else is taking the very first one. */
async function firstSnapshot(db: Db): Promise<Snapshot> {
  for (let tries = 0; tries < 20; tries++) {
    await setTimeout(100)
    const { snapshot } = await readSnapshot(db)
    if (snapshot) return snapshot
  }
  throw new VisibleError('twilio-away')
}
