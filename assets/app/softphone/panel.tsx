import type { ReactNode } from 'react'
import classes from './panel.module.css'

interface PanelProps {
  title: string
  /** Beside the title: the state of what is in the panel, or what can be done with all of it. */
  aside?: ReactNode
  /** Whom it is about, when they are on the line. */
  about?: string
  children: ReactNode
}

export function Panel({ title, aside, about, children }: PanelProps) {
  return (
    <section className={classes.panel} data-current={about !== undefined || undefined} aria-label={title}>
      <header className={classes.head}>
        <h2>{title}</h2>
        {about !== undefined && <span className={classes.about}>{about}</span>}
        {aside}
      </header>
      {children}
    </section>
  )
}
