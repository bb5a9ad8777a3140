import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { PlainError } from '../plain-error.ts'

export interface ChaosArguments {
  calls: number
  seed: number
  /** MySQL is to have trouble, too. */
  mysql: boolean
}

const options = {
  calls: { type: 'string', default: '200' },
  seed: { type: 'string' },
  mysql: { type: 'boolean', default: false },
} as const

const known = 'Known: --calls <how many>, 200 without it; --seed <a whole number>; --mysql.'

export function chaosArguments(args = process.argv.slice(2)): ChaosArguments {
  const { calls, seed, mysql } = parsed(args)
  return {
    calls: wholeNumber('--calls', calls, 1),
    seed: seed === undefined ? randomInt(1_000_000) : wholeNumber('--seed', seed, 0),
    mysql,
  }
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    throw new PlainError(`${(error as Error).message} ${known}`)
  }
}

function wholeNumber(option: string, text: string, least: number): number {
  const number = Number(text)
  if (/^\d{1,9}$/.test(text) && number >= least) return number
  throw new PlainError(`${option} is a whole number from ${least} on, not "${text}". ${known}`)
}
