import type { Twilio } from 'twilio'
import { PlainError } from '../plain-error.ts'
import { stageValueAt } from './deployments.ts'
import { describeDifference, differences, type Change } from './plan.ts'
import type { SetupOptions } from './setup.ts'
import { numberWiring } from './wiring.ts'

type NumberOptions = Pick<SetupOptions, 'client' | 'file' | 'stage' | 'baseUrl'>

/** The centre's number, wired to this stage. */
export async function planNumber(options: NumberOptions): Promise<Change[]> {
  const { client, file, stage, baseUrl } = options
  const callerId = file.values.CALLER_ID ?? ''
  const number = await ownNumber(client, callerId, file.values.ACCOUNT_SID ?? '')
  await refuseAnotherStages(options, number.voiceUrl)
  const wanted = numberWiring({ stage, baseUrl, callerId })
  const subject = `number ${callerId}`
  const different = differences(number, wanted)
  if (different.length === 0) return []
  return [
    {
      subject,
      lines: different.map(describeDifference(subject)),
      apply: () => client.incomingPhoneNumbers(number.sid).update(wanted),
    },
  ]
}

async function ownNumber(client: Twilio, phoneNumber: string, accountSid: string) {
  // Twilio's filter also finds numbers that contain this one.
  const found = await client.incomingPhoneNumbers.list({ phoneNumber })
  const number = found.find((one) => one.phoneNumber === phoneNumber)
  if (!number)
    throw new PlainError(
      `${phoneNumber} (CALLER_ID) is no number of the account ${accountSid}: buy it there, or give the account that owns it.`,
    )
  if (number.trunkSid)
    throw new PlainError(
      `${phoneNumber} belongs to the SIP trunk ${number.trunkSid}, which gets its calls instead: take it out of the trunk in Twilio's console.`,
    )
  return number
}

/** A number that another of our environments answers, under another STAGE, is in use there. */
async function refuseAnotherStages(
  { client, stage, baseUrl, file }: NumberOptions,
  voiceUrl: string,
): Promise<void> {
  const current = URL.canParse(voiceUrl) ? new URL(voiceUrl) : undefined
  if (!current || current.origin === new URL(baseUrl).origin) return
  const other = await stageValueAt(client, current.host)
  if (other === undefined || other === stage.prefix) return
  throw new PlainError(
    `The number ${file.values.CALLER_ID} is answered by ${current.origin}, whose STAGE is "${other}": it belongs to another stage. Give this stage a number of its own in CALLER_ID.`,
  )
}
