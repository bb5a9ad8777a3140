import { Stopped } from '../telephony/stopped.ts'
import { report } from './interpreter.ts'
import { requestDocument } from './load.ts'
import type { Next, Run } from './run.ts'

/** Requests a verb's action although nobody is left to hear its answer. */
export async function tellAction(run: Run, after: Next): Promise<void> {
  if (after.then !== 'fetch' || !('url' in after.request)) return
  try {
    await requestDocument(run, after.request)
  } catch (error) {
    if (!(error instanceof Stopped)) report(run.leg, error)
  }
}
