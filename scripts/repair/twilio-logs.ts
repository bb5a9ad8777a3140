import type { Twilio } from 'twilio'
import { PlainError } from '../plain-error.ts'
import { deployedEnvironment } from '../live/deployments.ts'
import { askTwilio } from '../live/twilio-account.ts'
import type { RepairArguments } from './arguments.ts'
import { repairsOf, type RepairLine } from './repair-lines.ts'

export interface LogRecord {
  sid: string
  message: string
  dateCreated: Date
}

/** Twilio answers one question about logs with so many records at most (Serverless API, Logs: limits). */
const mostRecords = 10_000
/** It is asked in whole seconds. */
const shortestMs = 1000

/** The repair lines among what the deployed functions printed in this time. */
export async function linesAtTwilio(
  client: Twilio,
  { file, stage, from, to }: RepairArguments,
): Promise<RepairLine[]> {
  const records = await askTwilio('read the logs', file, async () => {
    const environment = await deployedEnvironment(client, stage)
    if (!environment) throw new PlainError(`Nothing is deployed for ${stage.name}: there are no logs.`)
    const { logs } = client.serverless.v1.services(environment.serviceSid).environments(environment.sid)
    return recordsBetween(from, to, (startDate, endDate) => logs.list({ startDate, endDate, pageSize: 1000 }))
  })
  return records.flatMap(({ message, dateCreated }) =>
    repairsOf(message).map((text) => ({ where: `log of ${dateCreated.toISOString()}`, text })),
  )
}

/** Asks for halves of the time where the whole has more than Twilio tells. A record may come with either half. */
export async function recordsBetween(
  from: Date,
  to: Date,
  list: (from: Date, to: Date) => Promise<LogRecord[]>,
): Promise<LogRecord[]> {
  const records = await list(from, to)
  const middle = new Date((from.getTime() + to.getTime()) / 2)
  if (records.length < mostRecords || middle.getTime() - from.getTime() < shortestMs) return records
  const halves = [...(await recordsBetween(from, middle, list)), ...(await recordsBetween(middle, to, list))]
  return [...new Map(halves.map((record) => [record.sid, record])).values()]
}
