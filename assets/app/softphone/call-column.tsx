import { ActionIcon } from '@mantine/core'
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconAdjustmentsHorizontal.mjs'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SignedInOperator } from '../../../src/http/desk-actions.ts'
import { StateChip } from '../components/state-chip.tsx'
import { AfterCallControls } from './after-call-controls.tsx'
import { go, useRoute } from '../shell/route.ts'
import { AudioSettings } from './audio-settings.tsx'
import { CallControls } from './call-controls.tsx'
import { CallTime } from './call-time.tsx'
import { isOnCall, type PhoneState } from './call-state.ts'
import { statusOf } from './phone-status.ts'
import { DialField } from './dial-field.tsx'
import { OfferCard } from './offer-card.tsx'
import { usePartyName } from './party-name.ts'
import { usePhoneState } from './phone-context.ts'
import { QueueChoice } from './queue-choice.tsx'
import classes from './call-column.module.css'

interface CallColumnProps {
  operator: SignedInOperator
  onPage: boolean
}

/** The telephone itself: its state on top, its keys always in the same places. */
export function CallColumn({ operator, onPage }: CallColumnProps) {
  const phone = usePhoneState()
  const { name } = phone.activity
  return (
    <div className={classes.column}>
      <OfferCard />
      <section className={classes.phone}>
        <Head />
        {isOnCall(phone) && <CallControls />}
        {name === 'after-call' && <AfterCallControls />}
        {!isOnCall(phone) && name !== 'after-call' && <QueueChoice operator={operator} onPage={onPage} />}
      </section>
      {!isOnCall(phone) && (
        <section className={classes.phone}>
          <DialField />
        </section>
      )}
    </div>
  )
}

function Head() {
  const { t } = useTranslation()
  const phone = usePhoneState()
  const [settings, setSettings] = useState(false)
  const settingsButton = useRef<HTMLButtonElement>(null)
  const { path, search } = useRoute()
  // The account page leads here with `#/phone?show=audio`.
  const asked = path === '/phone' && search.get('show') === 'audio'
  const close = () => {
    setSettings(false)
    settingsButton.current?.focus()
    if (asked) go('/phone', {}, { replace: true })
  }
  return (
    <header className={classes.head}>
      <div className={classes.state}>
        <StateChip state={statusOf({ ...phone, offer: null })} />
        {phone.activity.name !== 'away' && (
          <span className={classes.time}>
            <CallTime />
          </span>
        )}
        <ActionIcon
          ref={settingsButton}
          className={classes.settings}
          variant="subtle"
          size={32}
          aria-label={t('softphone.audio')}
          onClick={() => setSettings(true)}
        >
          <IconSettings size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      </div>
      <Who phone={phone} />
      {(settings || asked) && <AudioSettings onClose={close} />}
    </header>
  )
}

function Who({ phone }: { phone: PhoneState }) {
  const { t } = useTranslation()
  const partyName = usePartyName()
  const { activity, wantedQueue } = phone
  if ('party' in activity) return <p className={classes.who}>{partyName(activity.party)}</p>
  if (wantedQueue && activity.name !== 'away')
    return <p className={classes.who}>{t('softphone.waits-in', { queue: wantedQueue.queueName })}</p>
  return <p className={classes.quiet}>{t('softphone.nobody')}</p>
}
