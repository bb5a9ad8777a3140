import { SCHEMA_WARNING } from '../error-dictionary.ts'
import { hookOf } from './attributes.ts'
import type { Dialling, Target } from './dial-legs.ts'
import type { Element } from './document.ts'
import { callback } from './noun-callback.ts'
import type { Run, Shape } from './run.ts'
import { Undialable } from './twiml-error.ts'

export const client: Shape = {
  attributes: ['url', 'method', 'statusCallback', 'statusCallbackMethod', 'statusCallbackEvent'],
  notEmulated: ['clientNotificationUrl'],
  nested: { Identity: { attributes: [] }, Parameter: { attributes: ['name', 'value'] } },
}

const LONGEST_IDENTITY = 256

export function clientTarget(run: Run, element: Element, { callerId }: Dialling): Target {
  const identity = element.children.find(({ name }) => name === 'Identity')?.text ?? element.text
  if (!identity || identity.length > LONGEST_IDENTITY)
    throw new Undialable(
      SCHEMA_WARNING,
      `<Client> names an identity of up to 256 characters, not "${identity}".`,
    )
  const parameters = Object.fromEntries(
    element.children
      .filter(({ name }) => name === 'Parameter')
      .map(({ attributes }) => [attributes.name ?? '', attributes.value ?? '']),
  )
  const from = callerId ?? run.leg.call.from
  const statusCallback = callback(run, element)
  return {
    ring: () => run.telephony.ringClient({ from, identity, parameters, parent: run.leg, statusCallback }),
    whisper: hookOf(run, element, 'url', 'method'),
  }
}
