let ofCentre: string | undefined

/** Days and times are the centre's, wherever the machine that shows them stands. */
export function keepTimeZone(timeZone: string): void {
  ofCentre = timeZone
}

/** `undefined` before the server has said: then it is the machine's own. */
export function timeZone(): string | undefined {
  return ofCentre
}
