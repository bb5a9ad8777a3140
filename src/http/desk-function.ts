import type * as z from 'zod/mini'
import { readConfig } from '../config.ts'
import { openDb } from '../db/db.ts'
import { openPool } from '../db/pool.ts'
import type { Cookies } from './cookies.ts'
import type { Desk } from './desk.ts'
import type { DeskAction, DeskActions } from './desk-actions.ts'
import { mustBeWithinBounds } from './desk-bounds.ts'
import { logRequest } from './desk-log.ts'
import { refusal, twilioResponse, type DeskReply } from './desk-reply.ts'
import { parseInput, readRequest, type DeskRequest } from './desk-request.ts'
import { databaseCa, type RuntimeCallback, type RuntimeContext } from './runtime.ts'

export type Request<Action extends DeskAction> = Flat<DeskActions[Action]['request']>
export type Response<Action extends DeskAction> = DeskActions[Action]['response']

/** A schema whose type is exactly the action's request; any difference is a compile error at the endpoint. */
export type SchemaOf<Action extends DeskAction, Schema> = Schema &
  (Same<Flat<z.infer<Schema>>, Request<Action>> extends true ? unknown : 'differs from DeskActions')

type Flat<T> = T extends readonly unknown[] ? T : T extends object ? { [Key in keyof T]: Flat<T[Key]> } : T
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Who may ask: refuses by throwing, and gives the step what it found out. */
export type Door<Opened extends Desk> = (desk: Desk) => Promise<Opened>

export type Step<Action extends DeskAction, Opened extends Desk> = (
  request: Request<Action>,
  desk: Opened,
) => Promise<Response<Action>>

export type DeskHandler = (
  context: RuntimeContext,
  event: Record<string, unknown>,
  callback: RuntimeCallback,
) => Promise<void>

/** Makes a Twilio Function of one action of the desk. The only `try`: whatever happens, one reply and one line of log. */
export function deskFunction<Action extends DeskAction, Opened extends Desk>(
  action: Action,
  door: Door<Opened>,
  schema: z.ZodMiniType,
  step: Step<Action, Opened>,
): DeskHandler {
  return async (context, event, callback) => {
    const began = performance.now()
    let cookies: Cookies | undefined
    let reply: DeskReply
    let failure: unknown
    try {
      const request = readRequest(event)
      cookies = request.cookies
      mustBeWithinBounds(action, request.input)
      const opened = await door(openDesk(context, request))
      const input = parseInput(schema, request.input) as Request<Action>
      reply = { status: 200, body: await step(input, opened) }
    } catch (error) {
      failure = error
      reply = refusal(error)
    }
    logRequest(action, reply.status, performance.now() - began, failure)
    callback(null, twilioResponse(reply, cookies))
  }
}

function openDesk(context: RuntimeContext, { cookies, speaksAs }: DeskRequest): Desk {
  const config = readConfig(context)
  return {
    config,
    db: openDb(openPool(config.databaseUrl, databaseCa())),
    now: new Date(),
    twilio: context,
    cookies,
    speaksAs,
  }
}
