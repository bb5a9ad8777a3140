import { account } from './account.ts'
import { application, applications } from './applications.ts'
import { call, calls } from './calls.ts'
import { incomingPhoneNumber, incomingPhoneNumbers } from './incoming-phone-numbers.ts'
import { member, members } from './members.ts'
import { queue, queues } from './queues.ts'
import type { Resource } from './resource.ts'
import { userDefinedMessages } from './user-defined-messages.ts'

/** Every resource this emulator has, below `/2010-04-01/Accounts/{AccountSid}`. */
export const resources: readonly Resource[] = [
  account,
  applications,
  application,
  calls,
  call,
  userDefinedMessages,
  incomingPhoneNumbers,
  incomingPhoneNumber,
  queues,
  queue,
  members,
  member,
]

const patterns = resources.map((resource) => ({ resource, pattern: patternOf(resource.path) }))

/** `/Queues/{QueueSid}.json` → a pattern with a group of that name. */
function patternOf(path: string): RegExp {
  const source = path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/.]+)')
  return new RegExp(`^/2010-04-01/Accounts/(?<AccountSid>[^/.]+)${source}$`)
}

/** The resource of a path and what stood in its braces. */
export function route(path: string): { resource: Resource; sids: Record<string, string> } | undefined {
  for (const { resource, pattern } of patterns) {
    const match = pattern.exec(path)
    if (match) return { resource, sids: { ...match.groups } }
  }
  return undefined
}
