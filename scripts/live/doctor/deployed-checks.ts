import twilio from 'twilio'
import type { EnvFile } from '../env-file.ts'
import { checkFallback } from '../fallback-probe.ts'
import { sourceId, sourceIdPath } from '../source-id.ts'
import type { Stage } from '../stage.ts'
import { ask, type Answer } from '../web.ts'
import { doubt, examine, isWrong, unknown, well, wrong, type Check } from './check.ts'

interface Deployed {
  file: EnvFile
  stage: Stage
  baseUrl: string
}

const examinations = {
  fallback: checkFallbackDocument,
  stranger: checkStranger,
  signature: checkSignature,
  session: checkSession,
  row: checkRow,
  build: checkBuild,
}

/** Nothing of it can be looked at. */
export const nothingDeployed = (because: string): Check[] =>
  unknown(['desk', ...Object.keys(examinations)], because)

/** What is deployed, asked from outside as callers, browsers and strangers ask it. */
export async function checkDeployed(deployed: Deployed): Promise<Check[]> {
  const page = await examine('desk', () => checkPage(deployed))
  if (page.some(isWrong)) return [...page, ...unknown(Object.keys(examinations), 'the desk does not answer')]
  const rest = Object.entries(examinations).map(([name, look]) => examine(name, () => look(deployed)))
  return [...page, ...(await Promise.all(rest)).flat()]
}

async function checkPage({ baseUrl }: Deployed): Promise<Check> {
  const answer = await ask(`${baseUrl}/`).catch((error: { code?: string }) => error.code ?? 'no answer')
  if (typeof answer === 'string')
    return wrong(
      'desk',
      `${baseUrl}/ does not answer (${answer})`,
      'is it deployed, and is this machine online?',
    )
  const { status, type } = answer
  if (status === 200 && type.startsWith('text/html')) return well('desk', `answers at ${baseUrl}/`)
  return wrong('desk', `${baseUrl}/ answers ${status} ${type}`, 'npm run deploy')
}

async function checkFallbackDocument(deployed: Deployed): Promise<Check> {
  await checkFallback(deployed)
  return well('fallback', `leads to ${deployed.file.values.MAIN_QUEUE} without any function`)
}

/** A step that writes nothing: harmless to ask. */
const step = '/voice/greeting'
const fields = { CallSid: 'CA' + '0'.repeat(32), CallStatus: 'in-progress', From: 'client:doctor' }

function postStep(baseUrl: string, signature?: string): Promise<Answer> {
  return ask(baseUrl + step, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(signature && { 'x-twilio-signature': signature }),
    },
    body: new URLSearchParams(fields).toString(),
  })
}

async function checkStranger({ baseUrl }: Deployed): Promise<Check> {
  const { status } = await postStep(baseUrl)
  if (status === 400 || status === 401 || status === 403)
    return well('stranger', `an unsigned request is refused (${status})`)
  if (status === 404) return wrong('stranger', `${step} is not deployed`, 'npm run deploy')
  return wrong(
    'stranger',
    `an unsigned request to ${step} got ${status}`,
    'it must be protected: npm run deploy',
  )
}

async function checkSignature({ baseUrl, file }: Deployed): Promise<Check> {
  const token = file.values.AUTH_TOKEN ?? ''
  const signature = twilio.getExpectedTwilioSignature(token, baseUrl + step, fields)
  const { status, type } = await postStep(baseUrl, signature)
  if (status === 200 && type.includes('xml'))
    return well('signature', 'a request signed with AUTH_TOKEN gets TwiML')
  if (status === 400 || status === 401 || status === 403)
    return wrong(
      'signature',
      `a request signed with AUTH_TOKEN is refused (${status})`,
      `AUTH_TOKEN in ${file.name} is not the primary token; just rotated, it takes a minute`,
    )
  return wrong('signature', `${step} answers ${status} ${type}`, 'see twilio serverless:logs')
}

const postAction = (baseUrl: string, action: string, body: object) =>
  ask(`${baseUrl}/api/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-with': 'runa' },
    body: JSON.stringify(body),
  })

async function checkSession({ baseUrl }: Deployed): Promise<Check> {
  const { status } = await postAction(baseUrl, 'session/current', {})
  if (status === 401) return well('session', 'without signing in nobody gets anything')
  return wrong(
    'session',
    `api/session/current answers ${status} without a session`,
    'it must be 401: see twilio serverless:logs',
  )
}

/** A wallboard link that cannot exist: the function must ask MySQL to know. */
async function checkRow({ baseUrl }: Deployed): Promise<Check> {
  const { status } = await postAction(baseUrl, 'wallboard/board', { token: '0'.repeat(64) })
  if (status === 403) return well('row', 'the functions reach MySQL')
  if (status === 503)
    return wrong(
      'row',
      'the functions do not reach MySQL',
      'is DATABASE_URL at Twilio the one of the env file, and does the server let everybody in?',
    )
  return wrong(
    'row',
    `api/wallboard/board answers ${status} to an unknown link`,
    'see twilio serverless:logs',
  )
}

async function checkBuild({ baseUrl }: Deployed): Promise<Check> {
  const { status, text } = await ask(baseUrl + sourceIdPath)
  const deployed = status === 200 ? (JSON.parse(text) as { source: string }).source : undefined
  const here = sourceId()
  if (deployed === here) return well('build', `made of this tree (${here})`)
  return doubt(
    'build',
    `made of ${deployed ?? 'an unknown tree'}, this tree is ${here}`,
    'npm run deploy brings this tree; after a rollback it is as it should be',
  )
}
