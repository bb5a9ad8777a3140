/** What somebody else stored in a field while it was being typed in. */
export interface Meanwhile {
  before: unknown
  latest: unknown
  /** What was typed stays, and would overwrite theirs. */
  kept: boolean
}

/** Old ground, what was typed on it, and the latest: each list gets what either side added, and loses what either removed. */
export function merged<Values extends object>(
  ground: Values,
  changes: Partial<Values>,
  latest: Values,
): Partial<Values> {
  const names = Object.keys(changes) as (keyof Values)[]
  return Object.fromEntries(
    names.map((name) => {
      const [before, mine, theirs] = [ground[name], changes[name], latest[name]]
      return [
        name,
        isList(mine) && isList(before) && isList(theirs) ? mergedList(before, mine, theirs) : mine,
      ]
    }),
  ) as Partial<Values>
}

/** By name, for the fields that differ from the old ground. */
export function changedMeanwhile<Values extends object>(
  ground: Values,
  changes: Partial<Values>,
  latest: Values,
): Map<string, Meanwhile> {
  const names = Object.keys(latest) as (keyof Values & string)[]
  const changed = names.filter((name) => name !== 'version' && !isSame(ground[name], latest[name]))
  return new Map(
    changed.map((name) => {
      const kept = name in changes && !isList(changes[name]) && !isSame(changes[name], latest[name])
      return [name, { before: ground[name], latest: latest[name], kept }]
    }),
  )
}

function mergedList(
  before: readonly unknown[],
  mine: readonly unknown[],
  theirs: readonly unknown[],
): unknown[] {
  const removed = before.filter((each) => !mine.includes(each))
  const added = mine.filter((each) => !before.includes(each))
  return [...new Set([...theirs.filter((each) => !removed.includes(each)), ...added])]
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
