import type { Db } from '../db/db.ts'
import { VisibleError } from '../errors.ts'
import type { Customer, TimelineEntry } from '../http/desk-actions.ts'
import type { SessionOperator } from '../session/session.ts'
import { findCustomer } from './customer-queries.ts'
import { countOpened } from './customers-seen.ts'
import { readHistory } from './history.ts'
import { timelineOf } from './timeline.ts'

/** As many as anybody reads: the newest. */
const mostEntries = 100

export async function showCustomer(
  acting: { db: Db; now: Date; operator: SessionOperator },
  customerId: number,
): Promise<{ customer: Customer; timeline: TimelineEntry[] }> {
  const { db } = acting
  const customer = await findCustomer(db, customerId)
  if (!customer) throw new VisibleError('not-found')
  await countOpened(acting, customer)
  const { numbers } = customer
  const history = await readHistory(db, { customerIds: [customerId], numbers, most: mostEntries })
  return { customer, timeline: timelineOf(customer, history, mostEntries) }
}
