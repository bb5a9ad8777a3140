/** What the softphone is told the moment a caller is given to it (the Voice SDK's `messageReceived`). */
export interface CallerMessage {
  kind: 'caller'
  /** The caller's leg. */
  callSid: string
  /** E.164 as far as Twilio knows it; null when withheld. */
  number: string | null
  queueId: string | null
  waitSeconds: number | null
}
