import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './chip.module.css'

export type Tone = 'green' | 'blue' | 'indigo' | 'amber' | 'red' | 'grey'

interface ChipProps {
  tone: Tone
  icon?: Icon
  outline?: boolean
  children: ReactNode
}

/** A state: colour, icon and word together, never colour alone. */
export function Chip({ tone, icon: Icon, outline, children }: ChipProps) {
  return (
    <span className={classes.chip} data-tone={tone} data-outline={outline || undefined}>
      {Icon && <Icon size={14} stroke={2} aria-hidden />}
      {children}
    </span>
  )
}
