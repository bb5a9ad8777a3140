/** The value that a share `part` of all does not exceed, 0.5 for the median; milliseconds in, milliseconds out. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? 0
}

export function ms(value: number): string {
  return `${value.toFixed(1).padStart(7)} ms`
}

/** One line: what was promised, what was measured, and whether it holds. */
export function verdict(promise: string, measured: string, holds: boolean): string {
  return `${holds ? 'holds' : 'BROKEN'}  ${promise}: ${measured}`
}
