import { useTranslation } from 'react-i18next'
import type { SignedInOperator } from '../../../src/http/desk-actions.ts'
import { isOnCall, type PhoneState } from './call-state.ts'
import { CallColumn } from './call-column.tsx'
import { Colleagues } from './colleagues.tsx'
import { CustomerPanel } from './customer-panel.tsx'
import { Elsewhere } from './elsewhere.tsx'
import { NotePanels } from './note-panel.tsx'
import { Notices } from './notices.tsx'
import { usePhoneState } from './phone-context.ts'
import { RecentCalls } from './recent-calls.tsx'
import '../look/mantine-forms.css'
import classes from './phone-page.module.css'

interface PhonePageProps {
  operator: SignedInOperator
  onPage: boolean
}

/** Left the call, in the middle whom it is with, right what is written about it. */
export function PhonePage({ operator, onPage }: PhonePageProps) {
  const { t } = useTranslation()
  const phone = usePhoneState()
  const withCustomer = hasCustomer(phone)
  if (phone.tab === 'elsewhere') return <Elsewhere />
  return (
    <div className={classes.page}>
      <h1 className={classes.heading}>{t('shell.phone')}</h1>
      <div className={classes.columns} data-on-call={isOnCall(phone) || undefined}>
        <CallColumn operator={operator} onPage={onPage} />
        <Notices />
        <div className={classes.centre}>
          {withCustomer ? <CustomerPanel /> : <RecentCalls onPage={onPage} />}
        </div>
        <div className={classes.right}>
          <NotePanels withCustomer={withCustomer} />
          {!withCustomer && <Colleagues onPage={onPage} />}
        </div>
      </div>
    </div>
  )
}

/** A call with a caller or a number, or the work after it. */
function hasCustomer(phone: PhoneState): boolean {
  const { activity } = phone
  if (!isOnCall(phone) && activity.name !== 'after-call') return false
  return 'party' in activity && activity.party.kind !== 'colleague'
}
