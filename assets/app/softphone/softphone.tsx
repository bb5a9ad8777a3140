import type { SoftphoneProps } from './softphone-seam.ts'

/** Holds the place until the softphone moves in. */
export function Softphone(_props: SoftphoneProps) {
  return null
}
