import { useSyncExternalStore } from 'react'
import { navigate, useHashLocation } from 'wouter/use-hash-location'

export interface Route {
  path: string
  /** What stands after `?` in the hash: the filters of a list. */
  search: URLSearchParams
}

/** The hash as a path and its query. wouter keeps them in one string, and would put a query before the hash. */
export function useRoute(): Route {
  const [location] = useHashLocation()
  const [path = '/', query = ''] = location.split('?')
  return { path, search: new URLSearchParams(query) }
}

/** wouter's hook for its Router: matches the path without the query. */
export function usePathLocation(): [string, typeof navigate] {
  const [location] = useHashLocation()
  return [location.split('?')[0] ?? '/', navigate]
}

/** Goes to a page; `query` values that are empty leave the URL. */
export function go(path: string, query: Record<string, string> = {}, options?: { replace?: boolean }): void {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''))
  const hash = `#${path}${search.size > 0 ? `?${search}` : ''}`
  if (hash === location.hash) return
  history[options?.replace ? 'replaceState' : 'pushState'](null, '', hash)
  dispatchEvent(new HashChangeEvent('hashchange'))
}

/** True while the page is the one looked at; screens that poll rest in the background. */
export function usePageVisible(): boolean {
  return useSyncExternalStore(
    (listener) => {
      document.addEventListener('visibilitychange', listener)
      return () => document.removeEventListener('visibilitychange', listener)
    },
    () => document.visibilityState === 'visible',
  )
}
