import IconChart from '@tabler/icons-react/dist/esm/icons/IconLayoutBoard.mjs'
import IconHistory from '@tabler/icons-react/dist/esm/icons/IconHistory.mjs'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import IconQueue from '@tabler/icons-react/dist/esm/icons/IconStack2.mjs'
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'
import IconCustomer from '@tabler/icons-react/dist/esm/icons/IconAddressBook.mjs'
import type { Level } from '../../../src/http/desk-actions.ts'

const everyone: readonly Level[] = ['operator', 'supervisor', 'admin']

/** The pages in the order of the navigation, with the key that goes there after `g`. */
export const pages = [
  { path: '/phone', name: 'shell.phone', key: 'p', icon: IconPhone, levels: everyone },
  { path: '/customers', name: 'shell.customers', key: 'c', icon: IconCustomer, levels: everyone },
  { path: '/wallboard', name: 'shell.wallboard', key: 'w', icon: IconChart, levels: everyone },
  { path: '/operators', name: 'shell.operators', key: 'o', icon: IconUsers, levels: ['supervisor', 'admin'] },
  { path: '/queues', name: 'shell.queues', key: 'q', icon: IconQueue, levels: ['admin'] },
  { path: '/audit', name: 'shell.audit', key: 'a', icon: IconHistory, levels: ['admin'] },
] as const

/** Ids of operators and queues have no `~`: nobody's page is hidden by the form for a new one. */
export const newOperatorPath = '/operators/~new'
export const newQueuePath = '/queues/~new'

export type Page = (typeof pages)[number]

export function pagesOf(level: Level): readonly Page[] {
  return pages.filter((page) => (page.levels as readonly Level[]).includes(level))
}

/** Where the desk opens: operators at the phone, the others at the board. */
export function homeOf(level: Level): string {
  return level === 'operator' ? '/phone' : '/wallboard'
}
