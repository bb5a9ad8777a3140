import type { Level } from '../http/desk-actions.ts'

const levels: Record<number, Level> = { 1: 'admin', 2: 'supervisor', 3: 'operator' }
const ids: Record<Level, number> = { admin: 1, supervisor: 2, operator: 3 }

/** An id that nobody knows gives the least rights. */
export function levelOf(operatorLevelId: number): Level {
  return levels[operatorLevelId] ?? 'operator'
}

export function levelId(level: Level): number {
  return ids[level]
}

/** Does `level` carry all the rights of `wanted`? */
export function reaches(level: Level, wanted: Level): boolean {
  return ids[level] <= ids[wanted]
}
