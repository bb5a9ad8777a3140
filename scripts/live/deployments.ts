import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Twilio } from 'twilio'
import { projectRoot } from '../project-root.ts'
import type { Stage } from './stage.ts'

export interface Environment {
  serviceSid: string
  sid: string
  suffix: string
  domain: string
  buildSid: string | undefined
}

/** The service is named like the package, as twilio-run names it. */
export function serviceName(): string {
  return (JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { name: string }).name
}

/** Every environment of our service, or none before the first deploy. */
export async function environments(client: Twilio): Promise<Environment[]> {
  const services = await client.serverless.v1.services.list()
  const service = services.find(({ uniqueName }) => uniqueName === serviceName())
  if (!service) return []
  const found = await client.serverless.v1.services(service.sid).environments.list()
  return found.map(({ sid, domainSuffix, domainName, buildSid }) => ({
    serviceSid: service.sid,
    sid,
    suffix: domainSuffix ?? '',
    domain: domainName,
    buildSid: buildSid ?? undefined,
  }))
}

export async function variablesOf(
  client: Twilio,
  { serviceSid, sid }: Environment,
): Promise<Record<string, string>> {
  const list = await client.serverless.v1.services(serviceSid).environments(sid).variables.list()
  return Object.fromEntries(list.map(({ key, value }) => [key, value]))
}

/**
 * Where this stage is deployed. Production may also live in the environment that a plain `twilio serverless:deploy`
 * makes, as long as nothing was promoted and no test stage has it.
 */
export async function deployedEnvironment(client: Twilio, stage: Stage): Promise<Environment | undefined> {
  const all = (await environments(client)).filter(({ buildSid }) => buildSid)
  const own = all.find(({ suffix }) => suffix === stage.suffix)
  if (own || stage.suffix) return own
  const plain = all.find(({ suffix }) => suffix === 'dev')
  return plain && !(await variablesOf(client, plain)).STAGE ? plain : undefined
}

/** The STAGE of the environment that has this domain; undefined for a domain that is none of ours. */
export async function stageValueAt(client: Twilio, domain: string): Promise<string | undefined> {
  const environment = (await environments(client)).find((one) => one.domain === domain)
  return environment && ((await variablesOf(client, environment)).STAGE ?? '')
}

/** Makes a build live in an environment. Nothing happens where it already is. */
export async function activate(
  client: Twilio,
  { serviceSid, sid }: Environment,
  buildSid: string,
): Promise<void> {
  const environment = client.serverless.v1.services(serviceSid).environments(sid)
  if ((await environment.fetch()).buildSid === buildSid) return
  await environment.deployments.create({ buildSid })
}

/**
 * Keeps a build alive beside the live one, so that `rollback` finds it: Twilio purges builds that no environment uses.
 * The environment has no variables: its address answers, but opens nothing.
 */
export async function keep(
  client: Twilio,
  stage: Stage,
  { serviceSid }: Environment,
  buildSid: string,
): Promise<void> {
  const found = (await environments(client)).find(({ suffix }) => suffix === stage.previousSuffix)
  const previous = found ?? (await makePrevious(client, stage, serviceSid))
  await activate(client, previous, buildSid)
}

async function makePrevious(
  client: Twilio,
  { previousSuffix }: Stage,
  serviceSid: string,
): Promise<Environment> {
  const made = await client.serverless.v1.services(serviceSid).environments.create({
    uniqueName: `${previousSuffix}-environment`,
    domainSuffix: previousSuffix,
  })
  return { serviceSid, sid: made.sid, suffix: previousSuffix, domain: made.domainName, buildSid: undefined }
}
