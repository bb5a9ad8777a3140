import type { Stay, TrueLeg } from './truth.ts'

export interface Verdict {
  result: string
  stage: 'menu' | 'waiting' | 'connecting' | null
}

/** How a stay counts in reports: the first that fits. */
export function expectedVisit(stay: Stay, { stays }: TrueLeg): Verdict {
  const { word, joinedAt, leavingTold } = stay
  if (joinedAt !== undefined) return plain('answered')
  if (word === undefined) return plain('open')
  if (word === 'queue-full') return plain('refused')
  if (stays.some(({ previous }) => previous === stay.visit)) return plain('returned')
  if (word === 'leave' || word === 'redirected') return plain('left')
  const isOver = leavingTold?.callStatus === 'completed'
  if (word === 'hangup' || (isOver && ['error', 'system-error', 'bridging-in-process'].includes(word)))
    return { result: 'abandoned', stage: stay.guidance ? 'connecting' : 'waiting' }
  return plain('error')
}

/** How a call counts. Undefined for a leg that is no call of its own. */
export function expectedCall(leg: TrueLeg, dialled: TrueLeg | undefined): Verdict | undefined {
  if (leg.kind === 'operator') return dialled && plain(dialledResult(dialled))
  if (leg.kind !== 'caller') return undefined
  if (leg.stays.some(({ joinedAt }) => joinedAt !== undefined)) return plain('answered')
  const last = leg.stays.at(-1)
  if (last) return expectedVisit(last, leg)
  if (leg.steps.includes('information') && leg.hungUpByUs) return plain('information')
  return { result: 'abandoned', stage: 'menu' }
}

function dialledResult({ status, joined }: TrueLeg): string {
  if (status !== 'completed') return status
  return joined ? 'answered' : 'failed'
}

const plain = (result: string): Verdict => ({ result, stage: null })

/** How calls and stays ended, and how often. */
export function countVerdicts(legs: Map<string, TrueLeg>): Record<string, number> {
  const all = [...legs.values()]
  const dialled = (leg: TrueLeg) => all.find(({ parent }) => parent === leg.sid)
  const names = all.flatMap((leg) => [
    ...named(`call of ${leg.kind}`, expectedCall(leg, dialled(leg))),
    ...leg.stays.flatMap((stay) => named('visit', expectedVisit(stay, leg))),
  ])
  const counted = Object.groupBy(names, (name) => name)
  return Object.fromEntries(Object.entries(counted).map(([name, list = []]) => [name, list.length]))
}

function named(of: string, verdict: Verdict | undefined): string[] {
  return verdict ? [[of, verdict.result, verdict.stage].filter(Boolean).join(' ')] : []
}
