import { useSyncExternalStore } from 'react'

/*
 * The page is the hash: `#/operators?level=admin`. wouter's own hash hook would put the query before the hash,
 * and has no way to ask before a half-filled form is left.
 */

export interface Route {
  path: string
  /** What stands after `?`: the filters of a list. */
  search: URLSearchParams
}

let current = readHash()
let mayLeave: (() => Promise<boolean>) | undefined
const listeners = new Set<() => void>()

addEventListener('hashchange', () => void follow())

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => current)
  const [path = '/', query = ''] = hash.split('?')
  return { path, search: new URLSearchParams(query) }
}

/** The hook for wouter's Router: matches the path without its query. */
export function usePathLocation(): [path: string, navigate: (to: string) => void] {
  return [useRoute().path, go]
}
usePathLocation.hrefs = (href: string) => `#${href}`

/** Goes to a page; `query` values that are empty leave the URL. */
export function go(path: string, query: Record<string, string> = {}, options?: { replace?: boolean }): void {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''))
  const hash = search.size > 0 ? `${path}?${search}` : path
  if (hash === current) return
  history[options?.replace ? 'replaceState' : 'pushState'](null, '', `#${hash}`)
  void follow()
}

/** Asks before the page is left, as long as the returned function has not been called. */
export function guardLeaving(ask: () => Promise<boolean>): () => void {
  mayLeave = ask
  return () => {
    if (mayLeave === ask) mayLeave = undefined
  }
}

/** What was typed is safe now: leave without asking. */
export function releaseLeaving(): void {
  mayLeave = undefined
}

async function follow(): Promise<void> {
  const wanted = readHash()
  if (wanted === current) return
  if (mayLeave && pathOf(wanted) !== pathOf(current)) {
    history.replaceState(null, '', `#${current}`)
    if (!(await mayLeave())) return
    mayLeave = undefined
    history.pushState(null, '', `#${wanted}`)
  }
  if (pathOf(wanted) !== pathOf(current)) scrollTo(0, 0)
  current = wanted
  listeners.forEach((listener) => listener())
}

function readHash(): string {
  return `/${location.hash.replace(/^#?\/?/, '')}`
}

function pathOf(hash: string): string | undefined {
  return hash.split('?')[0]
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
