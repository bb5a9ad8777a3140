import type { TelephonyEvent } from '../../../emulator/telephony/events.ts'
import { createQueue } from '../../../emulator/telephony/queue.ts'
import { repairLinesIn } from '../../../scripts/repair/repair-lines.ts'
import { aQueue, anOperator, aSession } from '../../support/builders.ts'
import type { Centre } from '../../support/centre.ts'
import { customerCalls } from './caller.ts'
import type { Wrong } from './compared.ts'
import { wrongRows } from './comparison.ts'
import { Dice } from './dice.ts'
import { MysqlTrouble, type MysqlServer } from './mysql-trouble.ts'
import { narrated } from './narration.ts'
import { operatorWorks } from './operator.ts'
import { answerOutside, softphoneOf } from './rung.ts'
import { truthOf } from './truth.ts'
import { countVerdicts } from './verdict.ts'
import { WebhookTrouble } from './webhook-trouble.ts'
import { minutes, seconds } from './world.ts'

const operators = ['operator1', 'operator2', 'operator3', 'operator4']
/** One that no softphone is registered for. */
const colleagues = [...operators, 'operator5']
/** A caller every 20 s keeps four operators busy, and a queue of four full at times. */
const betweenCallsMs = seconds(20)
const placesInLine = 4

export interface RandomCalls {
  centre: Centre
  seed: string | number
  calls: number
  /** Where MySQL is to have trouble, too. */
  mysql?: MysqlServer
}

/** What happened in a random run. */
export interface Outcome {
  /** Legs of all kinds, and the webhooks about them. */
  legs: number
  webhooks: number
  /** Lines that functions printed where they could not write. */
  repairs: string
  /** How calls and stays in queues ended, and how often. */
  verdicts: Record<string, number>
  /** Each row that does not tell what happened, with the story of its call. */
  wrong(): Promise<string[]>
  /** The whole story, for comparing two runs of one seed. */
  story(): string[]
}

/** Whole calls at random, all at once, with everything that goes wrong at Twilio; ends when everybody has hung up. */
export async function runRandomCalls({ centre, seed, calls, mysql }: RandomCalls): Promise<Outcome> {
  const { emulator, functions } = centre
  const { telephony } = emulator
  const dice = new Dice(seed)
  const printedBefore = functions.output().length
  await furnish(centre)
  const webhooks = new WebhookTrouble(emulator, dice.for('webhooks'))
  const server = mysql && new MysqlTrouble(telephony, dice.for('mysql'), mysql)
  const stopAnswering = answerOutside(telephony, dice.for('outside'))
  for (const identity of operators)
    telephony.registerClient(identity, softphoneOf(telephony, dice.for(`softphone of ${identity}`)))
  await everybody(centre, dice, calls)
  stopAnswering()
  webhooks.stop()
  server?.stop()
  return outcomeOf(centre, webhooks, server, functions.output().slice(printedBefore))
}

function outcomeOf(
  { emulator, db }: Centre,
  webhooks: WebhookTrouble,
  server: MysqlTrouble | undefined,
  printed: string,
): Outcome {
  const events = [...emulator.telephony.events.all]
  const legs = truthOf(emulator.telephony, webhooks)
  const narrate = (sid: string) => narrated(sid, { events, legs, webhooks, server })
  return {
    legs: legs.size,
    webhooks: events.filter(({ type }) => type === 'webhook-request').length,
    repairs: repairLinesIn(printed)
      .map(({ text }) => text)
      .join('\n'),
    verdicts: countVerdicts(legs),
    story: () => [...legs.keys()].flatMap(narrate),
    wrong: async () => {
      const wrong = [...wronglyHeard(events), ...(await wrongRows(db, legs))]
      return wrong.map(({ sid, what }) => [`${legs.get(sid)?.name}: ${what}`, ...narrate(sid)].join('\n'))
    },
  }
}

/** Whatever happens, nobody hears Twilio's own words for an error. */
function wronglyHeard(events: TelephonyEvent[]): Wrong[] {
  const isError = (event: TelephonyEvent) =>
    event.type === 'sound' && event.sound.kind === 'say' && /application error/i.test(event.sound.text)
  return events
    .filter(isError)
    .map(({ callSid = '' }) => ({ sid: callSid, what: 'an application error is heard' }))
}

async function everybody({ emulator, clock }: Centre, dice: Dice, calls: number): Promise<void> {
  const { telephony } = emulator
  let isOver = false
  const over = Promise.all(
    Array.from({ length: calls }, async (_, index) => {
      const own = dice.for(`caller ${index}`)
      await telephony.sleep(own.between(0, calls * betweenCallsMs))
      await customerCalls(telephony, own)
    }),
  ).then(() => (isOver = true))
  const shifts = operators.map((identity) =>
    operatorWorks({ telephony, identity, colleagues, over, isOver: () => isOver }, dice.for(identity)),
  )
  let wentHome = false
  void Promise.all(shifts).then(() => (wentHome = true))
  await clock.advanceUntil(
    () => wentHome && telephony.live().length === 0,
    calls * betweenCallsMs + minutes(60),
  )
  // The last callbacks may come a minute late.
  await clock.advance(minutes(3))
}

async function furnish({ db, emulator, clock, url }: Centre): Promise<void> {
  await aQueue(db, { max_size: placesInLine })
  await aQueue(db, { queue_id: 'sales', queue_name: '営業' })
  for (const operator_id of colleagues) {
    await anOperator(db, { operator_id, queues: ['support'] })
    await aSession(db, { operator_id, expires_at: new Date(clock.now() + 30 * 24 * minutes(60)) })
  }
  createQueue(emulator.telephony, 'support', placesInLine)
  createQueue(emulator.telephony, 'sales')
  for (const number of emulator.telephony.numbers.values())
    number.voiceFallback = { url: `${url}/assets/fallback.xml`, method: 'GET' }
}
