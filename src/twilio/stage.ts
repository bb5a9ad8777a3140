/** Of the stages that `npm run deploy` knows beside production, whose own is empty. */
export const testStages = ['dev', 'stage'] as const

/** A client of production by this name would be another stage's client at Twilio. */
export const beginsAsAStage = (clientName: string): boolean =>
  testStages.some((stage) => clientName.toLowerCase().startsWith(`${stage}_`))

/** Queues and identities belong to the whole account: the stage stands before each, so that stages do not meet. */
export function queueNameAtTwilio(stage: string, queueId: string): string {
  return `${stage}${queueId}`
}

/** The id of the queue with this FriendlyName; undefined for a queue of another stage. */
export function queueIdOf(stage: string, friendlyName: string): string | undefined {
  return friendlyName.startsWith(stage) ? friendlyName.slice(stage.length) : undefined
}

export function identityAtTwilio(stage: string, clientName: string): string {
  return `${stage}${clientName}`
}

/** The client name in a call's `From` of this stage, such as `client:test_operator1`; undefined for anything else. */
export function clientNameOf(stage: string, from: string | undefined): string | undefined {
  const beginning = `client:${stage}`
  const clientName = from?.startsWith(beginning) ? from.slice(beginning.length) : ''
  return /^\w{1,64}$/.test(clientName) ? clientName : undefined
}
