import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { SignedInOperator } from '../../../src/http/desk-actions.ts'
import { OperatorMenu } from './operator-menu.tsx'
import { homeOf, pagesOf, type Page } from './pages.ts'
import { useRoute } from './route.ts'
import { icon } from '../look/icon.ts'
import classes from './shell.module.css'

interface HeaderProps {
  operator: SignedInOperator
  statusRef: (slot: HTMLElement | null) => void
}

/** Name, pages, the phone's state, the person. On narrow screens the pages move to the foot. */
export function Header({ operator, statusRef }: HeaderProps) {
  const { t } = useTranslation()
  return (
    <header className={classes.header}>
      <Link href={homeOf(operator.level)} className={classes.brand}>
        <img src={icon} width={24} height={24} alt="" />
        <span>Runa-CCA</span>
      </Link>
      <nav className={classes.nav} aria-label={t('shell.pages')}>
        {pagesOf(operator.level).map((page) => (
          <PageLink key={page.path} page={page} />
        ))}
      </nav>
      <div className={classes.right}>
        <div ref={statusRef} className={classes.status} />
        <OperatorMenu operator={operator} />
      </div>
    </header>
  )
}

function PageLink({ page: { path, name, icon: Icon } }: { page: Page }) {
  const { t } = useTranslation()
  const location = useRoute().path
  const current = location === path || location.startsWith(`${path}/`)
  return (
    <Link href={path} className={classes.page} aria-current={current ? 'page' : undefined}>
      <Icon size={18} stroke={1.6} aria-hidden />
      <span>{t(name)}</span>
    </Link>
  )
}
