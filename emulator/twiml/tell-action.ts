import { Stopped } from '../telephony/stopped.ts'
import { report } from './interpreter.ts'
import { requestDocument } from './load.ts'
import type { Next, Run } from './run.ts'

/** Requests what comes after a verb, such as its action, although nobody is left to hear the answer. */
export async function tellAction(run: Run, comesNext: () => Next | Promise<Next>): Promise<void> {
  try {
    const after = await comesNext()
    if (after.then !== 'fetch' || !('url' in after.request)) return
    await requestDocument(run, after.request)
  } catch (error) {
    if (!(error instanceof Stopped)) report(run.leg, error)
  }
}
