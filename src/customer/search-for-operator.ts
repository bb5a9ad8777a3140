import type { Db } from '../db/db.ts'
import { VisibleError } from '../errors.ts'
import type { DeskActions } from '../http/desk-actions.ts'
import { reaches } from '../operator/level.ts'
import type { SessionOperator } from '../session/session.ts'
import { folded } from '../written/name.ts'
import { searchCustomers } from './customer-search.ts'
import { countFound } from './customers-seen.ts'

type Search = DeskActions['customers/search']

/** Supervisors may list all; who answers calls looks for somebody, and is shown so many in an hour. */
export async function searchForOperator(
  acting: { db: Db; now: Date; operator: SessionOperator },
  search: Search['request'],
): Promise<Search['response']> {
  const isListing = [...folded(search.term)].length < 2
  if (isListing && !reaches(acting.operator.level, 'supervisor'))
    throw new VisibleError('invalid', { fields: { term: 'too-short' } })
  const found = await searchCustomers(acting.db, search)
  await countFound(
    acting,
    found.customers.map(({ customerId }) => customerId),
  )
  return found
}
