import type { Db } from '../db/db.ts'
import { VisibleError } from '../errors.ts'
import type { Customer, TimelineEntry } from '../http/desk-actions.ts'
import { findCustomer } from './customer-queries.ts'
import { listTimeline } from './timeline.ts'

export async function showCustomer(
  db: Db,
  customerId: number,
): Promise<{ customer: Customer; timeline: TimelineEntry[] }> {
  const customer = await findCustomer(db, customerId)
  if (!customer) throw new VisibleError('not-found')
  return { customer, timeline: await listTimeline(db, customer) }
}
