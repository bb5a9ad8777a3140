import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconInfo from '@tabler/icons-react/dist/esm/icons/IconInfoCircle.mjs'
import type { ReactNode } from 'react'
import classes from './notice.module.css'

const icons = { trouble: IconAlertTriangle, done: IconCheck, word: IconInfo }

interface NoticeProps {
  tone?: keyof typeof icons
  /** What can be done about it. */
  action?: ReactNode
  children: ReactNode
}

/** A sentence in its place on the page: what happened, what is kept, what to do. */
export function Notice({ tone = 'trouble', action, children }: NoticeProps) {
  const Icon = icons[tone]
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'trouble' ? 'alert' : 'status'}>
      <Icon size={18} aria-hidden />
      <div className={classes.words}>{children}</div>
      {action}
    </div>
  )
}
