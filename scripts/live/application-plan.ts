import type { Twilio } from 'twilio'
import { PlainError } from '../plain-error.ts'
import type { EnvFile } from './env-file.ts'
import { describeDifference, differences, type Change } from './plan.ts'
import type { SetupOptions } from './setup.ts'
import type { Stage } from './stage.ts'
import { applicationName, applicationWiring } from './wiring.ts'

/** The application that TWIML_APP_SID names, wired to this stage. */
export async function planApplication(options: SetupOptions): Promise<Change[]> {
  const { client, file, stage, baseUrl } = options
  const wanted = applicationWiring({ stage, baseUrl, callerId: file.values.CALLER_ID ?? '' })
  const application = await ownApplication(client, file, stage)
  const subject = `application ${wanted.friendlyName}`
  const different = differences(application, wanted)
  if (different.length === 0) return []
  return [
    {
      subject,
      lines: different.map(describeDifference(subject)),
      apply: () => client.applications(application.sid).update(wanted),
    },
  ]
}

async function ownApplication(client: Twilio, file: EnvFile, stage: Stage) {
  const sid = file.values.TWIML_APP_SID
  if (!sid)
    throw new PlainError(
      `TWIML_APP_SID is missing in ${file.name}: npm run setup makes the application and writes it down.`,
    )
  const application = await client
    .applications(sid)
    .fetch()
    .catch((error: { status?: number }) => {
      if (error.status !== 404) throw error
      throw new PlainError(
        `The account has no application ${sid} (TWIML_APP_SID in ${file.name}): leave it empty, and setup finds or makes it.`,
      )
    })
  if (isOtherStages(application.friendlyName, stage))
    throw new PlainError(
      `The application ${sid} is "${application.friendlyName}": it belongs to another stage. TWIML_APP_SID in ${file.name} has to name "${applicationName(stage)}", or be empty.`,
    )
  return application
}

const isOtherStages = (name: string, stage: Stage): boolean =>
  /^([a-z]+_)?Runa-CCA$/.test(name) && name !== applicationName(stage)

/** The SID of this stage's application, found by its name or made now: it is needed before the first upload. */
export async function findOrMakeApplication(client: Twilio, stage: Stage): Promise<string> {
  const friendlyName = applicationName(stage)
  const [found] = await client.applications.list({ friendlyName, limit: 1 })
  return (found ?? (await client.applications.create({ friendlyName }))).sid
}
