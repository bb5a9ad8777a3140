/** An operator's id as it was typed at the door: full-width letters, spaces and invisible marks make no difference. */
export function readOperatorId(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s\p{Cf}]/gu, '')
}
