const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 26 characters, unique without asking anybody: ten of the time, sixteen of chance (a ULID). */
export function newContactId(at = Date.now()): string {
  let time = ''
  for (let rest = at; time.length < 10; rest = Math.floor(rest / 32)) time = letters[rest % 32] + time
  const chance = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => letters[byte % 32])
  return time + chance.join('')
}
