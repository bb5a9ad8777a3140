import { useEffect, useRef, type ReactNode } from 'react'
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
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => void (document.title = `${title} · Runa-CCA`), [title])
  useEffect(() => {
    // The link that led here is gone or elsewhere: who reads by ear starts at the new page's name.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={classes.page} data-width={width}>
      {above && <div className={classes.above}>{above}</div>}
      <div className={classes.head}>
        <h1 ref={heading} tabIndex={-1} className={classes.title}>
          {title}
        </h1>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  )
}
