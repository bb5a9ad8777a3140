/**
 * An offer with nothing but PCMU and keys at its rate. werift picks the first telephone-event it sees, that of 48 kHz;
 * Chromium then holds each key six times too long.
 */
export function narrowed(offer: string): string {
  const lines = offer.split('\r\n')
  const kept = new Set(
    lines.flatMap((line) => /^a=rtpmap:(\d+) (PCMU|telephone-event)\/8000/i.exec(line)?.[1] ?? []),
  )
  return lines
    .filter((line) => isOf(line, kept))
    .map((line) => line.replace(/^(m=audio \d+ \S+) .*/, `$1 ${[...kept].join(' ')}`))
    .join('\r\n')
}

/** With exactly one candidate: with two, Chromium changes from one to the other and DTLS never completes. */
export function withOneCandidate(sdp: string, address: string): string {
  const lines = sdp.split('\r\n')
  const candidates = lines.filter((line) => line.startsWith('a=candidate:'))
  const chosen = candidates.find((line) => line.includes(` ${address} `)) ?? candidates[0]
  return lines.filter((line) => !line.startsWith('a=candidate:') || line === chosen).join('\r\n')
}

/** Lines about one payload type go with it. */
function isOf(line: string, payloadTypes: Set<string>): boolean {
  const [, type] = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /.exec(line) ?? []
  return type === undefined || payloadTypes.has(type)
}
