import type { CustomerSummary, TimelineEntry } from '../http/desk-actions.ts'
import type { History } from './history.ts'

type Person = Pick<CustomerSummary, 'customerId' | 'numbers'>

/**
 * What was said to a customer, and the calls with the customer's numbers of which nobody wrote anything. What was
 * written about such a call or number while it was nobody's is among it.
 */
export function timelineOf(person: Person, { contacts, calls }: History, most: number): TimelineEntry[] {
  const own = calls.filter(({ number }) => person.numbers.includes(number))
  const called = new Set(own.map(({ callSid }) => callSid))
  const said = contacts.filter(
    ({ customerId, number, callSid }) =>
      customerId === person.customerId ||
      (customerId === null &&
        (person.numbers.includes(number ?? '') || (callSid !== null && called.has(callSid)))),
  )
  const told = new Set(said.map(({ callSid }) => callSid))
  const entries: TimelineEntry[] = [
    ...said.map((contact) => ({ kind: 'contact' as const, ...contact })),
    ...own.filter(({ callSid }) => !told.has(callSid)),
  ]
  return entries.sort((one, other) => timeOf(other).localeCompare(timeOf(one))).slice(0, most)
}

function timeOf(entry: TimelineEntry): string {
  return entry.kind === 'contact' ? entry.contactedAt : entry.at
}
