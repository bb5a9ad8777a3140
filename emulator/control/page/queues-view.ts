import { byId, element, replace } from './dom.ts'
import { word } from './words.ts'
import { duration, type World } from './world.ts'

/** Who stands in which line, first come first, and since when. */
export function drawQueues(world: World, now: number) {
  const queues = [...world.queues.values()]
  const rows = queues.map(({ name, callers }) =>
    element(
      'div',
      { class: 'queue' },
      element('b', {}, name),
      element('span', { class: 'size figures' }, String(callers.length)),
      element('span', { class: 'muted' }, word('waiting')),
      ...callers.map(({ callSid, since }) =>
        element(
          'span',
          { class: 'waiting figures' },
          `${world.lines.get(callSid)?.from ?? callSid.slice(-4)} ${duration(now - since)}`,
        ),
      ),
    ),
  )
  replace(byId('queues'), ...(rows.length ? rows : [element('p', { class: 'empty' }, word('noQueues'))]))
}
