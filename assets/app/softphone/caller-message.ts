import type { CallerMessage } from '../../../src/call/caller-message.ts'

/** What our own server says on a line: that a caller is being put through. Anything else is not for us. */
export function callerIn(content: unknown): CallerMessage | undefined {
  const message: unknown = typeof content === 'string' ? parsed(content) : content
  const kind = (message as Partial<CallerMessage> | null | undefined)?.kind
  return kind === 'caller' ? (message as CallerMessage) : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
