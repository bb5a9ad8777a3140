import type { Config } from '../config.ts'

/** Queues and identities belong to the whole account: the stage keeps those of a test apart from the real ones. */
type Stage = Pick<Config, 'stage'>

export function queueFriendlyName({ stage }: Stage, queueId: string): string {
  return stage + queueId
}

/** The queue's id, or undefined for a queue of another stage. Without a stage every name is taken for ours. */
export function queueIdOf({ stage }: Stage, friendlyName: string): string | undefined {
  return friendlyName.startsWith(stage) ? friendlyName.slice(stage.length) : undefined
}

export function clientIdentity({ stage }: Stage, clientName: string): string {
  return stage + clientName
}

/** The operator's client name, or undefined for an identity of another stage. */
export function clientNameOf({ stage }: Stage, identity: string): string | undefined {
  return identity.startsWith(stage) ? identity.slice(stage.length) : undefined
}
