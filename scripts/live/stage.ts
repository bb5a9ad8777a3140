import { testStages } from '../../src/twilio/stage.ts'
import { PlainError } from '../plain-error.ts'

export const stageNames = [...testStages, 'production'] as const
export type StageName = (typeof stageNames)[number]

/** Where a stage lives: its env file, its environment at Twilio, and what stands before its names in the account. */
export interface Stage {
  name: StageName
  envFile: string
  /** The value of STAGE. */
  prefix: string
  /** The end of the domain; production has none. */
  suffix: string
  /** The environment that keeps the build before alive: Twilio purges builds that no environment uses. */
  previousSuffix: string
}

export function stageNamed(name: string): Stage {
  const known = stageNames.find((stage) => stage === name)
  if (!known) throw new PlainError(`There is no stage "${name}": choose one of ${stageNames.join(', ')}.`)
  const isProduction = known === 'production'
  return {
    name: known,
    envFile: `.env.${known}`,
    prefix: isProduction ? '' : `${known}_`,
    suffix: isProduction ? '' : known,
    previousSuffix: isProduction ? 'previous' : `${known}-previous`,
  }
}

/** The stage whose names begin like this one; production's begin with nothing. */
export function stageOf(name: string): Stage {
  const stages = stageNames.map(stageNamed)
  return stages.find(({ prefix }) => prefix && name.startsWith(prefix)) ?? stageNamed('production')
}
