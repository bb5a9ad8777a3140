import type { Snapshot } from '../snapshot.ts'

/** The emulator's own API. A refusal becomes an Error with its words. */
export async function ask<Answer = Record<string, unknown>>(
  method: string,
  path: string,
  body: unknown = {},
): Promise<Answer> {
  const response = await fetch(`/_emulator/api${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: method === 'GET' ? undefined : JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.error)
  return answer as Answer
}

export const readState = () => ask<Snapshot>('GET', '/state')
