/** The board on a wall, by link. */
export function Television(_props: { token: string }) {
  return null
}
