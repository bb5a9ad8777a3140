import { dialledBy, type Legs, type Stay, type TrueLeg } from './truth.ts'

export interface Verdict {
  result: string
  stage: 'menu' | 'waiting' | 'connecting' | null
}

/** How a stay counts in reports: the first that fits. */
export function expectedVisit(stay: Stay, { stays }: TrueLeg): Verdict {
  const { word, joinedAt, leavingTold, guidance } = stay
  if (joinedAt !== undefined) return plain('answered')
  if (word === undefined) return plain('open')
  if (word === 'queue-full') return plain('refused')
  if (stays.some(({ previous }) => previous === stay.visit)) return plain('returned')
  if (word === 'leave' || word === 'redirected') return plain('left')
  if (guidance) return abandoned('connecting')
  const isOver = leavingTold?.callStatus === 'completed'
  if (word === 'hangup' || (isOver && ['error', 'system-error', 'bridging-in-process'].includes(word)))
    return abandoned('waiting')
  return plain('error')
}

/** How a call counts. Undefined for a leg that is no call of its own. */
export function expectedCall(leg: TrueLeg, legs: Legs): Verdict | undefined {
  const dialled = dialledBy(legs, leg)
  if (dialled) return plain(dialled.status === 'completed' ? 'answered' : dialled.status)
  if (leg.kind !== 'caller') return undefined
  const stay = tellingStay(leg)
  return stay ? expectedVisit(stay, leg) : endOfMenu(leg)
}

/** The stay that a call is judged by. */
export function tellingStay({ stays }: TrueLeg): Stay | undefined {
  return stays.findLast(({ joinedAt }) => joinedAt !== undefined) ?? stays.at(-1)
}

/** Nobody stays in the menu for longer than two minutes: then something has happened that was not heard of. */
function endOfMenu({ steps, status, duration }: TrueLeg): Verdict {
  if (steps.includes('information')) return plain('information')
  if (status === 'failed') return plain('error')
  return duration > 120 ? plain('unknown') : abandoned('menu')
}

const plain = (result: string): Verdict => ({ result, stage: null })
const abandoned = (stage: Verdict['stage']): Verdict => ({ result: 'abandoned', stage })

/** How calls and stays ended, and how often. */
export function countVerdicts(legs: Legs): Record<string, number> {
  const names = [...legs.values()].flatMap((leg) => [
    ...named(`call of ${leg.kind}`, expectedCall(leg, legs)),
    ...leg.stays.flatMap((stay) => named('visit', expectedVisit(stay, leg))),
  ])
  const counted = Object.groupBy(names, (name) => name)
  return Object.fromEntries(Object.entries(counted).map(([name, list = []]) => [name, list.length]))
}

function named(of: string, verdict: Verdict | undefined): string[] {
  return verdict ? [[of, verdict.result, verdict.stage].filter(Boolean).join(' ')] : []
}
