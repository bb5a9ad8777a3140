const KEYS = '0123456789*#ABCD'
const END = 0x80

/** Keys in the media stream (RFC 4733): a key's end is sent three times over, under the timestamp of its beginning. */
export class KeyReader {
  private readonly pressed: (key: string) => void
  private last?: number

  constructor(pressed: (key: string) => void) {
    this.pressed = pressed
  }

  read(timestamp: number, payload: Buffer) {
    const key = KEYS[payload[0]!]
    if (!key || !(payload[1]! & END) || timestamp === this.last) return
    this.last = timestamp
    this.pressed(key)
  }
}
