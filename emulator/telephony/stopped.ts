/** Why a leg leaves what it was doing. */
export type StopReason =
  /** The leg is over. */
  | 'ended'
  /** REST moved it to another document. */
  | 'redirected'
  /** It was taken from the queue, or the operator who took it has gone. */
  | 'interrupted'
  /** A key was pressed while a prompt was playing. */
  | 'key'

/** Thrown out of whatever a leg is waiting for. */
export class Stopped extends Error {
  readonly why: StopReason

  constructor(why: StopReason) {
    super(`stopped: ${why}`)
    this.why = why
  }
}

/** Waits for `promise`, or throws what the signal was aborted with. */
export function until<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason)
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** A controller that is aborted with its parent, and can be aborted alone. */
export function childController(parent: AbortSignal): AbortController {
  const controller = new AbortController()
  if (parent.aborted) controller.abort(parent.reason)
  else parent.addEventListener('abort', () => controller.abort(parent.reason), { signal: controller.signal })
  return controller
}
