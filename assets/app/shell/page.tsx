import { lazy, type ComponentType } from 'react'

/**
 * A page is fetched when it is first visited. Where that fails, `Mishap` says so and offers to load all anew: a browser
 * keeps a failed program as failed until then, and asking again would find nothing else.
 */
export function page<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return lazy(async () => ({ default: await load() }))
}
