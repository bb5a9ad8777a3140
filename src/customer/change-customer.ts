import { audit } from '../audit/audit.ts'
import { isDuplicate } from '../db/constraint.ts'
import type { Db } from '../db/db.ts'
import { inTransaction } from '../db/transaction.ts'
import { VisibleError } from '../errors.ts'
import type { AuditedAction, Customer, CustomerDetails, DeskActions } from '../http/desk-actions.ts'
import type { SessionOperator } from '../session/session.ts'
import { forgetHistory, keepNotes, nameless } from './forget-customer.ts'
import { findCustomer, findRegistered, lockCustomer } from './customer-queries.ts'
import { searchKey } from '../written/name.ts'
import { asDialled } from '../written/number.ts'

interface Acting {
  db: Db
  now: Date
  operator: SessionOperator
}

type Reference = Pick<Customer, 'customerId' | 'version'>

type NewCustomer = DeskActions['customers/create']['request']

/** A button that is pressed twice, or a request that is sent again, registers one customer. */
export async function createCustomer(acting: Acting, details: NewCustomer): Promise<Customer> {
  return insertCustomer(acting, details).catch(async (error: unknown) => {
    const known = isDuplicate(error) && (await findRegistered(acting.db, details.registrationId))
    return known || Promise.reject(error as Error)
  })
}

function insertCustomer(acting: Acting, details: NewCustomer): Promise<Customer> {
  return inTransaction(acting.db, async (db) => {
    const times = { created_at: acting.now, updated_at: acting.now }
    const row = { ...toColumns(details), registration_id: details.registrationId ?? null, ...times }
    const { insertId } = await db.insertInto('customer').values(row).executeTakeFirstOrThrow()
    const customerId = Number(insertId)
    await insertNumbers(db, customerId, details.numbers)
    const customer = (await findCustomer(db, customerId))!
    await record(acting, db, 'customers/create', null, customer)
    return customer
  })
}

export function updateCustomer(acting: Acting, change: CustomerDetails & Reference): Promise<Customer> {
  const { customerId, version } = change
  return inTransaction(acting.db, async (db) => {
    const before = await lockCurrent(db, change)
    const row = { ...toColumns(change), version: version + 1, updated_at: acting.now }
    await db.updateTable('customer').set(row).where('customer_id', '=', customerId).execute()
    await db.deleteFrom('customer_number').where('customer_id', '=', customerId).execute()
    await insertNumbers(db, customerId, change.numbers)
    const customer = (await findCustomer(db, customerId))!
    await record(acting, db, 'customers/update', before, customer)
    return customer
  })
}

/** Numbers go with the customer, and on demand all that was written; the rows of calls stay. */
export function deleteCustomer(
  acting: Acting,
  { withHistory = false, ...reference }: Reference & { withHistory?: boolean },
): Promise<void> {
  return inTransaction(acting.db, async (db) => {
    const before = await lockCurrent(db, reference)
    await (withHistory ? forgetHistory(db, before) : keepNotes(db, before))
    await db.deleteFrom('customer').where('customer_id', '=', reference.customerId).execute()
    await record(acting, db, 'customers/delete', withHistory ? nameless(before) : before, null)
  })
}

async function lockCurrent(db: Db, { customerId, version }: Reference): Promise<Customer> {
  const customer = await lockCustomer(db, customerId)
  if (!customer) throw new VisibleError('not-found')
  if (customer.version !== version) throw new VisibleError('changed-meanwhile')
  return customer
}

export function toColumns(details: Omit<CustomerDetails, 'numbers'>) {
  const { lastName, firstName = '', lastNameKana = '', firstNameKana = '' } = details
  return {
    last_name: lastName,
    first_name: firstName,
    last_name_kana: lastNameKana,
    first_name_kana: firstNameKana,
    search_name: searchKey(lastName + firstName),
    search_kana: searchKey(lastNameKana + firstNameKana),
  }
}

export function toNumberRows(customerId: number, numbers: readonly string[]) {
  return [...new Set(numbers)].map((number, position) => ({
    customer_id: customerId,
    number,
    search_number: asDialled(number),
    last_four: number.slice(-4),
    position,
  }))
}

async function insertNumbers(db: Db, customerId: number, numbers: readonly string[]): Promise<void> {
  const rows = toNumberRows(customerId, numbers)
  if (rows.length > 0) await db.insertInto('customer_number').values(rows).execute()
}

async function record(
  { now, operator }: Acting,
  db: Db,
  action: AuditedAction,
  before: Customer | null,
  after: Customer | null,
): Promise<void> {
  const subject = String((after ?? before)?.customerId)
  await audit(db, now, { operatorId: operator.operatorId, action, subject, before, after })
}
