import type { ReactNode } from 'react'
import classes from './empty.module.css'

/** Nothing here: says why, and offers the one next step. */
export function Empty({ text, action }: { text: string; action?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <p>{text}</p>
      {action}
    </div>
  )
}
