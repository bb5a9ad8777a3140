import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'mysql2'
import { runWithin, type Statement } from './call-connection.ts'
import { failureOf, isPassing, isServerAway, kindOf } from './database-failure.ts'
import { isOutage, mayProbe, outageBegan, outageIsOver, probing } from './outage.ts'

/** What a live call may spend on MySQL in one step: connecting and all tries together, in ms. */
const budget = 2000
/** What it may spend to find out whether MySQL is there again: its caller, too, hears a sentence within 1 s. */
const probeBudget = 800
/** Before the second try, and at most before a later one, in ms. */
const firstPause = 50
const longestPause = 250

export interface Ask extends Statement {
  /** Never waits until an outage is over, and takes the whole budget: this webhook alone carries its row. */
  insistent?: boolean
}

/** Runs one statement, whatever it takes from the budget, and gives its first rows. Throws a `DatabaseFailure`. */
export async function ask<Row>(openPool: () => Promise<Pool>, question: Ask): Promise<Row[]> {
  if (!isOutage()) return attend<Row>(openPool, question, budget)
  if (!question.insistent && !mayProbe()) throw failureOf('pausing')
  return probing(() => attend<Row>(openPool, question, question.insistent ? budget : probeBudget))
}

/** Notes how MySQL was found, for all that come after. */
async function attend<Row>(
  openPool: () => Promise<Pool>,
  question: Ask,
  milliseconds: number,
): Promise<Row[]> {
  const deadline = performance.now() + milliseconds
  try {
    const rows = await persist<Row>(await openPool(), question, deadline)
    outageIsOver()
    return rows
  } catch (error) {
    if (isServerAway(error)) outageBegan()
    else outageIsOver()
    throw failureOf(error)
  }
}

/** Again and again, as long as there is time and another try may help. */
async function persist<Row>(pool: Pool, question: Ask, deadline: number): Promise<Row[]> {
  for (let tries = 1; ; tries++) {
    try {
      return await runWithin<Row>(pool, question, deadline)
    } catch (error) {
      const pause = pauseAfter(tries)
      if (!mayPass(error, question, tries) || performance.now() + pause >= deadline) throw error
      await sleep(pause)
    }
  }
}

function mayPass(error: unknown, { insistent }: Ask, tries: number): boolean {
  const kind = kindOf(error)
  if (kind === 'missing-procedure') return tries === 1
  return kind === 'deadlock' || (insistent === true && isPassing(error))
}

/** Growing, and never two alike: what stood in each other's way, or waits for the same server, comes apart. */
function pauseAfter(tries: number): number {
  const pause = Math.min(longestPause, firstPause * 2 ** (tries - 1))
  return pause * (0.75 + Math.random() / 2)
}
