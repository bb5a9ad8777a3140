import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

export function useCollator(): Intl.Collator {
  const { i18n } = useTranslation()
  return useMemo(() => new Intl.Collator(i18n.language, { numeric: true }), [i18n.language])
}

/** Sorted by one key, in the order of the language; equal rows stay as they came. */
export function sorted<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string | number,
  collator: Intl.Collator,
  descending: boolean,
): Row[] {
  const sign = descending ? -1 : 1
  return [...rows].sort((left, right) => sign * compare(keyOf(left), keyOf(right), collator))
}

/** The key of the column that an address names; of the default one, should it name none. */
export function sortKey<Key>(keys: Record<string, Key>, column: string, otherwise: string): Key {
  return Object.hasOwn(keys, column) ? keys[column]! : keys[otherwise]!
}

function compare(left: string | number, right: string | number, collator: Intl.Collator): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return collator.compare(String(left), String(right))
}
