/** Twilio's warnings, by the worst first, in the words that an operator can act upon. */
const words = [
  ['lost', ['ice-connectivity-lost', 'low-bytes-received', 'low-bytes-sent']],
  ['unstable', ['high-rtt', 'high-jitter', 'high-packet-loss', 'high-packets-lost-fraction', 'low-mos']],
  ['silent', ['constant-audio-input-level']],
] as const

export type QualityWord = (typeof words)[number][0]

/** The one sentence for these warnings. Who is muted is meant to be silent. */
export function qualityWords(warnings: readonly string[], muted: boolean): QualityWord | undefined {
  const found = words.find(([, names]) => names.some((name) => warnings.includes(name)))?.[0]
  return found === 'silent' && muted ? undefined : found
}
