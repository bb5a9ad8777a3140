import { go, useRoute } from '../shell/route.ts'

export interface ListState {
  /** Filters by name; what is not in the URL is ''. */
  filter(name: string): string
  setFilter(name: string, value: string): void
  sort: string
  descending: boolean
  sortBy(column: string): void
  page: number
  setPage(page: number): void
  clear(): void
  filtered: boolean
}

/** How a list is sorted, filtered and paged, kept in the URL: it survives a reload and can be sent to a colleague. */
export function useListState(defaultSort: string): ListState {
  const { path, search } = useRoute()
  const change = (changes: Record<string, string>) =>
    go(path, { ...Object.fromEntries(search), ...changes }, { replace: true })
  const written = search.get('sort') ?? defaultSort
  const sort = written.replace(/^-/, '')
  const descending = written.startsWith('-')
  return {
    filter: (name) => search.get(name) ?? '',
    setFilter: (name, value) => change({ [name]: value, page: '' }),
    sort,
    descending,
    sortBy: (column) => change({ sort: column === sort && !descending ? `-${column}` : column, page: '' }),
    page: Math.max(1, Math.trunc(Number(search.get('page'))) || 1),
    setPage: (page) => change({ page: page === 1 ? '' : String(page) }),
    clear: () => go(path, { sort: search.get('sort') ?? '' }, { replace: true }),
    filtered: [...search.keys()].some((name) => name !== 'sort' && name !== 'page'),
  }
}

export const PAGE_SIZE = 50

/** The rows of a page, or of the last one where there are not so many. */
export function pageOf<Row>(rows: readonly Row[], page: number): readonly Row[] {
  const within = pageWithin(page, rows.length)
  return rows.slice((within - 1) * PAGE_SIZE, within * PAGE_SIZE)
}

export function lastPage(total: number): number {
  return Math.max(1, Math.ceil(total / PAGE_SIZE))
}

export function pageWithin(page: number, total: number): number {
  return Math.min(page, lastPage(total))
}
