import { useEffect, type ReactNode } from 'react'
import classes from './page.module.css'

interface PageProps {
  title: string
  /** The one next step, at the title's right. */
  actions?: ReactNode
  /** Where this page belongs, above its title. */
  above?: ReactNode
  /** Forms are narrow, lists wide. */
  width?: 'form' | 'wide'
  children: ReactNode
}

export function Page({ title, actions, above, width = 'wide', children }: PageProps) {
  useEffect(() => void (document.title = `${title} · Runa-CCA`), [title])
  return (
    <div className={classes.page} data-width={width}>
      {above && <div className={classes.above}>{above}</div>}
      <div className={classes.head}>
        <h1 className={classes.title}>{title}</h1>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  )
}
