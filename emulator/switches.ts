/**
 * What Twilio's documents leave open. Each switch names the question, its possible answers (the first is the default)
 * and where the question comes from; tests run under each answer.
 */
export const switchValues = {
  /** Is `<Enqueue action>` or `<Dial action>` requested (CallStatus=completed) when its own party ended the bridge? (1.5, 1.7) */
  actionAfterHangupInBridge: ['requested', 'not-requested'],
  /** Gather with actionOnEmptyResult and no key: is `Digits` empty or left out? (1.3) */
  emptyGatherDigits: ['empty', 'absent'],
  /** QueueResult when the caller hangs up while the guidance document runs (1.5) */
  hangupDuringGuidance: ['bridging-in-process', 'hangup', 'system-error'],
  /** QueueResult of a caller whose operator left while the guidance document ran; the caller is still there (1.5) */
  operatorGoneDuringGuidance: ['bridging-in-process', 'error', 'system-error'],
  /** DialCallStatus of the operator whose caller left while the guidance document ran; DialBridged=false (1.7) */
  callerGoneDuringGuidance: ['completed', 'no-answer', 'canceled'],
  /** DialCallStatus when nobody came to `<Dial><Queue>` in time (1.7) */
  queueDialTimedOut: ['no-answer', 'completed'],
  /**
   * DialCallStatus after the star key withdrew a call that still rang: Dial's page says `completed` of every star, and
   * of `completed` that the called party answered (TwiML: Dial, hangupOnStar and DialCallStatus)
   */
  starWhileRinging: ['completed', 'canceled'],
  /** DialCallStatus of `<Dial><Queue>` on a queue that does not exist (1.7) */
  unknownQueue: ['failed', 'no-answer'],
  /** `redirected` and `redirected-from-bridged`: is the action requested? Its TwiML is ignored (1.5) */
  actionOnRedirect: ['requested', 'not-requested'],
  /** `DialCallSid` in the action of a queue dial (1.7) */
  dialCallSidOfQueue: ['caller', 'absent'],
  /** Which of several waiting operators gets the next caller (6.2) */
  waitingOperatorOrder: ['longest-waiting', 'shortest-waiting'],
  /** POST Queues with a name that is taken (4.2): error 22003, or a second queue of that name */
  duplicateQueueName: ['refused', 'accepted'],
  /** DELETE of a queue in which somebody waits is refused; the dictionary has no number for it (4.2) */
  queueNotEmpty: [22002, 20001],
  /**
   * What the error dictionary logs as a warning (an unknown verb or attribute, a value out of range): is it passed over,
   * the default standing in for a value, or does the document fail? The dictionary names no more than the level
   */
  twimlWarnings: ['passed-over', 'document-fails'],
  /** A verb that wait documents do not allow (1.4): the wait ends with `error`, or the verb is passed over */
  forbiddenWaitVerb: ['error', 'ignored'],
  /** Dialling an identity that no device has registered (5) */
  unregisteredClient: ['no-answer-at-once', 'rings-to-timeout'],
  /** Is waitUrl requested once even though an operator is already waiting? (1.4) */
  firstWaitWithOperatorWaiting: ['requested', 'skipped'],
  /** A guidance document that fails: the two are joined anyway, or the visit ends with `error` (1.6) */
  failedGuidance: ['bridged', 'error'],
  /** A document for the called party (`<Number url>`, `<Client url>`) that fails: joined anyway, or hung up on; the pages name neither */
  failedWhisper: ['bridged', 'hung-up'],
  /** `<Hangup>` in a wait document: QueueResult (3.2) */
  hangupVerbInWait: ['hangup', 'leave'],
  /** What the operator hears in an empty queue and during guidance (1.6) */
  operatorWaitSound: ['silence', 'ringback'],
  /** Seconds that a Dial waits longer than its timeout: five, always, says its page (TwiML: Dial, timeout) */
  dialTimeoutExtraSeconds: [5, 0],
  /** FromCity and its like for Japanese numbers: country only and the rest empty, or none of them (1.2) */
  callerGeography: ['country-only', 'absent'],
  /** Lowering MaxSize below the number waiting (4.2) */
  queueShrunkBelowSize: ['accepted', 'refused'],
  /** Status of an unsigned request to something protected: Twilio's pages name both (twilio-functions.md 2.1) */
  unsignedRequest: [403, 400],
  /**
   * A UserDefinedMessage to a leg that is not of the Voice SDK is refused (Twilio docs: UserDefinedMessages subresource);
   * with which error is not said.
   */
  messageToTelephone: [20001, 20404],
  /**
   * A UserDefinedMessage that is too long: 32703 beyond 10 000 characters, as the dictionary says of this resource, or
   * 31212 beyond 10 kB, as of what softphones send.
   */
  tooLongMessage: [32703, 31212],
  /**
   * How a line of a function's log calls its level: Twilio's libraries knew `warn`, the OpenAPI document shows `warning`,
   * and "Debug your Function(s)" prints it in capitals.
   */
  logLevels: ['info warn error', 'info warning error', 'INFO WARNING ERROR'],
  /**
   * Which of the standard parameters a softphone's own may replace: `To` and `From` alone, says the TwiML changelog of
   * 2023-06-01; that of 2024-05-30 can be read so that `Called` and `Caller` follow them.
   */
  partiesOfASoftphone: ['To From', 'To From Called Caller'],
} as const

export type Switches = { -readonly [Name in keyof typeof switchValues]: (typeof switchValues)[Name][number] }

export const defaultSwitches: Switches = Object.fromEntries(
  Object.entries(switchValues).map(([name, values]) => [name, values[0]]),
) as Switches

/** Refuses names and values that are not listed above. */
export function checkSwitch(name: string, value: unknown): asserts name is keyof Switches {
  const values = (switchValues as Record<string, readonly unknown[]>)[name]
  if (!values)
    throw new Error(`No switch is called "${name}"; there are ${Object.keys(switchValues).join(', ')}.`)
  if (!values.includes(value))
    throw new Error(`The switch ${name} is one of ${values.join(', ')}, not "${String(value)}".`)
}
