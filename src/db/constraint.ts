/** MySQL's and MariaDB's numbers are the same; mysql2's names for MariaDB's are not always. */
export function isDuplicate(error: unknown): boolean {
  return errno(error) === 1062
}

/** The row is still referred to by a foreign key. */
export function isReferenced(error: unknown): boolean {
  return errno(error) === 1451
}

/** The row refers to one that does not exist. */
export function isOrphan(error: unknown): boolean {
  return errno(error) === 1452
}

function errno(error: unknown): unknown {
  return error instanceof Error && 'errno' in error ? error.errno : undefined
}
