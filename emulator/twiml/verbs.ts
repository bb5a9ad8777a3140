import { dial } from './dial.ts'
import { enqueue } from './enqueue.ts'
import { gather } from './gather.ts'
import { hangup } from './hangup.ts'
import { leaveVerb } from './leave.ts'
import { pause } from './pause.ts'
import { play } from './play.ts'
import { redirect } from './redirect.ts'
import { reject } from './reject.ts'
import type { Verb } from './run.ts'
import { say } from './say.ts'

/** Twilio's other verbs (TwiML for Programmable Voice). */
export const notEmulatedVerbs: readonly string[] = [
  ...['Connect', 'Echo', 'Pay', 'Prompt', 'Record', 'Refer', 'Sms', 'Start', 'Stop'],
]

/** Every verb this emulator knows. */
export const verbs: Readonly<Record<string, Verb>> = {
  Dial: dial,
  Enqueue: enqueue,
  Gather: gather,
  Hangup: hangup,
  Leave: leaveVerb,
  Pause: pause,
  Play: play,
  Redirect: redirect,
  Reject: reject,
  Say: say,
}
