import type { TimelineEntry } from '../../../src/http/desk-actions.ts'

type Call = Extract<TimelineEntry, { kind: 'call' }>

const callers: Pick<Call, 'result' | 'stage'>[] = [
  { result: 'answered', stage: null },
  { result: 'abandoned', stage: 'menu' },
  { result: 'abandoned', stage: 'waiting' },
  { result: 'abandoned', stage: 'connecting' },
  { result: 'left', stage: null },
  { result: 'refused', stage: null },
  { result: 'information', stage: null },
  { result: 'error', stage: null },
  { result: 'unknown', stage: null },
  { result: 'unsettled', stage: null },
]
const dialled: Call['result'][] = ['answered', 'busy', 'no-answer', 'failed', 'canceled', 'unsettled']

/** Every way in which a call can have ended, newest first, for pictures: what would take days of calls to make. */
export function everyCall(): TimelineEntry[] {
  const calls = [
    ...callers.map((call) => ({ ...call, direction: 'inbound' as const })),
    ...dialled.map((result) => ({ result, stage: null, direction: 'outbound' as const })),
  ]
  return calls.map((call, nth) => {
    const isOurs = call.direction === 'outbound'
    const waited = !isOurs && call.stage !== 'menu'
    return {
      kind: 'call',
      ...call,
      callSid: `CA${String(nth).padStart(32, '0')}`,
      number: '+81312345001',
      queueId: waited ? 'support' : null,
      at: new Date(Date.UTC(2026, 10, 20, 5, 12) - nth * 7 * 3_600_000).toISOString(),
      waitSeconds: waited ? 18 + nth * 7 : null,
      talkSeconds: call.result === 'answered' ? 204 : null,
      operatorName: isOurs || call.result === 'answered' ? '山田 花子' : null,
    }
  })
}
