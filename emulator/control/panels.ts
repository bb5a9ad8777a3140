import type { Panel } from '../options.ts'
import { ControlError } from './control-error.ts'

/** Rows of a panel, fetched on the page's behalf: the page talks to this address only. */
export async function panelRows(panels: Panel[], path: string): Promise<unknown> {
  const panel = panels[Number(path.slice('/panels/'.length))]
  if (!panel) throw new ControlError(404, 'There is no such panel.')
  const response = await fetch(panel.url).catch(() => undefined)
  if (!response?.ok) throw new ControlError(502, `${panel.title} cannot be read.`)
  return response.json()
}
