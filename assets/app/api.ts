import type { DeskAction, DeskActions, DeskError, ErrorCode } from '../../src/http/desk-actions.ts'

/** What can go wrong: the server's codes, and the network's own. */
export type TroubleCode = ErrorCode | 'network'

/** A refusal that a person is told of: `error.<code>` in the catalogue; `fields` by path of the form. */
export class VisibleError extends Error {
  readonly code: TroubleCode
  readonly fields: Readonly<Record<string, string>>

  constructor(code: TroubleCode, fields: Record<string, string> = {}) {
    super(code)
    this.code = code
    this.fields = fields
  }
}

type Request<Action extends DeskAction> = DeskActions[Action]['request']
type Response<Action extends DeskAction> = DeskActions[Action]['response']

const PATIENCE_MS = 15_000
const actionsWithoutSession: readonly DeskAction[] = [
  'session/login',
  'session/logout',
  'session/current',
  'wallboard/board',
]

/** Why the server will not hear this page: nobody is signed in any more, or somebody else in another tab. */
export type SessionTrouble = 'no-session' | 'other-operator'

let renewals = 0

let renewSession = (trouble: SessionTrouble): Promise<void> => Promise.reject(new VisibleError(trouble))
let speaker: string | undefined

/** For whom the page takes itself: tabs of one browser share one session, and the server refuses another's. */
export function speakAs(operatorId: string | undefined): void {
  speaker = operatorId
}

/** Who asks the person to sign in again when a session has ended, or become another's, under an open page. */
export function onSessionEnded(renew: typeof renewSession): void {
  renewSession = renew
}

/**
 * Sends one action. When the session has ended meanwhile, the person signs in over the page
 * and the action is sent again: whoever waits for it, and what was typed, stay where they are.
 */
export async function call<Action extends DeskAction>(
  action: Action,
  body: Request<Action>,
  signal?: AbortSignal,
): Promise<Response<Action>> {
  const asked = renewals
  try {
    return await send(action, body, signal)
  } catch (error) {
    const trouble = sessionTrouble(error)
    if (!trouble || actionsWithoutSession.includes(action)) throw error
    // Signed in again since this was asked: it was the session before that was refused.
    if (asked === renewals) {
      await renewSession(trouble)
      renewals++
    }
    return call(action, body, signal)
  }
}

async function send<Action extends DeskAction>(
  action: Action,
  body: Request<Action>,
  signal?: AbortSignal,
): Promise<Response<Action>> {
  const patience = AbortSignal.timeout(PATIENCE_MS)
  const response = await fetch(`/api/${action}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-Requested-With': 'runa',
      ...(speaker !== undefined && { 'X-Runa-Operator': speaker }),
    },
    body: JSON.stringify(body),
    signal: signal ? AbortSignal.any([signal, patience]) : patience,
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause
    throw new VisibleError('network')
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok && answer !== undefined) return answer as Response<Action>
  throw refusal(response.status, answer)
}

function refusal(status: number, answer: unknown): VisibleError {
  const error = (answer as DeskError | undefined)?.error
  if (error?.code) return new VisibleError(error.code, error.fields)
  return new VisibleError(codeOfStatus(status))
}

/** For answers that did not come from our code: a gateway's or the runtime's own. */
function codeOfStatus(status: number): TroubleCode {
  if (status === 429) return 'too-many'
  if (status === 502) return 'twilio-away'
  if (status === 503 || status === 504) return 'database-away'
  return status >= 500 ? 'internal' : 'network'
}

function sessionTrouble(error: unknown): SessionTrouble | undefined {
  if (!(error instanceof VisibleError)) return undefined
  return error.code === 'no-session' || error.code === 'other-operator' ? error.code : undefined
}

/** The names of a page's programs: they differ after each deployment. */
export function versionOf(page: Document): string {
  const programs = page.querySelectorAll<HTMLScriptElement>('script[type=module][src]')
  return [...programs].map((program) => new URL(program.src, location.href).pathname).join(' ')
}

/** Of the page as it is published now; `undefined` when it cannot be read. */
export async function publishedVersion(): Promise<string | undefined> {
  try {
    const response = await fetch('/', { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) })
    if (!response.ok) return undefined
    return versionOf(new DOMParser().parseFromString(await response.text(), 'text/html'))
  } catch {
    return undefined
  }
}
