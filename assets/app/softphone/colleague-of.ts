/** The colleague of an identity at Twilio: the client name, or a stage's name, `_` and the client name. */
export function colleagueOf<Colleague extends { clientName: string }>(
  identity: string,
  colleagues: readonly Colleague[],
): Colleague | undefined {
  return colleagues
    .filter(({ clientName }) => identity === clientName || identity.endsWith(`_${clientName}`))
    .sort((one, other) => other.clientName.length - one.clientName.length)[0]
}
