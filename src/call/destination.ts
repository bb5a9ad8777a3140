import type { Config } from '../config.ts'
import { judgeNumber } from './dialling-guard.ts'
import type { Refusal } from './refusal.ts'

/** What a softphone's one parameter asks for; exactly one of the first four is there. */
export interface Wish {
  queue?: string
  colleague?: string
  number?: string
  refusal?: Refusal
  /** The operator has been told before what is waited for. */
  again?: boolean
}

/** `queue:<id>`, `operator:<id>`, or a number in any usual writing. */
export function destinationOf(
  destination: string | undefined,
  { dialAllowedPrefixes, callerId }: Config,
): Wish {
  const [, kind, id] = /^(queue|operator):(.{1,20})$/.exec(destination ?? '') ?? []
  if (kind && id) return kind === 'queue' ? { queue: id } : { colleague: id }
  const judged = judgeNumber(destination ?? '', dialAllowedPrefixes)
  if (judged.refusal === undefined && !callerId) return { refusal: 'no-caller-id' }
  if (judged.number === callerId) return { refusal: 'own-number' }
  return judged
}
