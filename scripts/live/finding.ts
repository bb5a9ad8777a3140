/** Something that is not as it has to be, and what to do about it. Never contains a secret. */
export interface Finding {
  what: string
  remedy: string
}

export const describeFinding = ({ what, remedy }: Finding): string => `${what}: ${remedy}`
