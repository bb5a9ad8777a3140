import type { ReactNode } from 'react'
import classes from './panel.module.css'

interface PanelProps {
  title: string
  /** Beside the title: the state of what is in the panel, or what can be done with all of it. */
  aside?: ReactNode
  children: ReactNode
}

export function Panel({ title, aside, children }: PanelProps) {
  return (
    <section className={classes.panel} aria-label={title}>
      <header className={classes.head}>
        <h2>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  )
}
