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

interface Place {
  hash: string
  /** Counted along the browser's history, so that a step back can be undone. */
  nth: number
}

/** The phone lies beside the other pages: whoever goes there leaves nothing behind. */
const beside = '/phone'

let here: Place = { hash: readHash(), nth: readNth() ?? 0 }
/** The page whose form waits, half-filled, while the phone is looked at. */
let held: string | undefined
let mayLeave: (() => Promise<boolean>) | undefined
const lastOf = new Map([[pathOf(here.hash), here.hash]])
const listeners = new Set<() => void>()

number(here)
addEventListener('hashchange', () => void follow())

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => here.hash)
  const [path = '/', query = ''] = hash.split('?')
  return { path, search: new URLSearchParams(query) }
}

/** The path of a page whose form waits under the phone; `undefined` otherwise. */
export function useHeldPath(): string | undefined {
  return useSyncExternalStore(subscribe, () => held)
}

/** The hook for wouter's Router: matches the path without its query. */
export function usePathLocation(): [path: string, navigate: (to: string) => void] {
  const { path } = useRoute()
  return [useHeldPath() ?? path, goTo]
}
usePathLocation.hrefs = (href: string) => `#${href}`

/** wouter hands on all that a link was given along with its address: that is no query. */
function goTo(to: string): void {
  go(to)
}

/** Goes to a page, unless a half-filled form holds one; `query` values that are empty leave the URL. */
export function go(path: string, query: Record<string, string> = {}, options?: { replace?: boolean }): void {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''))
  const hash = search.size > 0 ? `${path}?${search}` : path
  if (hash === here.hash) return
  const move = () => {
    const place = { hash, nth: options?.replace ? here.nth : here.nth + 1 }
    history[options?.replace ? 'replaceState' : 'pushState']({ nth: place.nth }, '', `#${hash}`)
    if (pathOf(hash) !== pathOf(here.hash)) scrollTo(0, 0)
    arrive(place)
  }
  if (!leaves(hash)) move()
  else void mayLeaveNow().then((yes) => (yes ? move() : backToForm()))
}

/** A list as it was seen last, filtered and sorted. */
export function asLeft(path: string): string {
  return lastOf.get(path) ?? path
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

/** For an answer that may come late: leads on from the page that one is on now, unless one has left it meanwhile. */
export function onward(): (path: string) => void {
  const from = pathOf(here.hash)
  return (path) => {
    if (pathOf(here.hash) !== from) return
    releaseLeaving()
    go(path)
  }
}

/** Asks, if a half-filled form would be lost; after a yes nobody is asked again. */
export async function mayLeaveNow(): Promise<boolean> {
  if (mayLeave && !(await mayLeave())) return false
  mayLeave = undefined
  return true
}

/** Back, forward, or an address that somebody typed. */
async function follow(): Promise<void> {
  const wanted = { hash: readHash(), nth: readNth() ?? here.nth + 1 }
  number(wanted)
  if (!leaves(wanted.hash)) return arrive(wanted)
  // The form's page is current while the question stands; then the step is taken again.
  const steps = wanted.nth - here.nth
  history.go(-steps)
  if (await mayLeaveNow()) history.go(steps)
  else backToForm()
}

function arrive(place: Place): void {
  const [before, after] = [pathOf(here.hash), pathOf(place.hash)]
  if (before !== beside && after === beside && mayLeave) held = before
  if (after !== beside) held = undefined
  here = place
  lastOf.set(after, place.hash)
  listeners.forEach((listener) => listener())
}

function leaves(hash: string): boolean {
  const path = pathOf(hash)
  return mayLeave !== undefined && path !== beside && path !== (held ?? pathOf(here.hash))
}

/** Whoever stays for a form's sake wants to see it. */
function backToForm(): void {
  if (held !== undefined) go(held)
}

function number({ nth }: Place): void {
  history.replaceState({ nth }, '')
}

function readNth(): number | undefined {
  return (history.state as { nth?: number } | null)?.nth
}

function readHash(): string {
  return `/${location.hash.replace(/^#?\/?/, '')}`
}

function pathOf(hash: string): string {
  return hash.split('?')[0] ?? '/'
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
