import type { ReactNode } from 'react'
import { icon } from '../look/icon.ts'
import { LanguageSwitch } from './language-switch.tsx'
import classes from './door.module.css'

/** The frame of what is seen before the desk: one narrow column, the name above, the language below. */
export function Door({ children }: { children: ReactNode }) {
  return (
    <main className={classes.door}>
      <div className={classes.column}>
        <div className={classes.brand}>
          <img src={icon} width={32} height={32} alt="" />
          Runa-CCA
        </div>
        {children}
        <LanguageSwitch />
      </div>
    </main>
  )
}
