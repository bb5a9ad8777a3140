import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { StateChip } from '../components/state-chip.tsx'
import { go } from '../shell/route.ts'
import { isRinging } from './call-offer.ts'
import { isOnCall } from './call-state.ts'
import { statusOf } from './phone-status.ts'
import { CallTime, OfferTime } from './call-time.tsx'
import { usePartyName } from './party-name.ts'
import { useOpenPhone, usePhoneState } from './phone-context.ts'
import classes from './call-bar.module.css'

/** On every other page while a call lives, rings, or has just ended. */
export function CallBar() {
  const { t } = useTranslation()
  const phone = usePhoneState()
  const partyName = usePartyName()
  const { activity, offer } = phone
  const party = isRinging(phone) ? offer?.party : 'party' in activity ? activity.party : undefined
  if (!party) return null
  return (
    <section className={classes.bar} aria-label={t('softphone.call')}>
      <StateChip state={statusOf(phone)} />
      <strong className={classes.who}>{partyName(party)}</strong>
      {isRinging(phone) ? <OfferTime /> : <CallTime />}
      <div className={classes.actions}>
        <Button variant="subtle" size="compact-sm" onClick={() => go('/phone')}>
          {t('softphone.open')}
        </Button>
        {isRinging(phone) ? <OfferButtons /> : isOnCall(phone) && <CallButtons />}
      </div>
    </section>
  )
}

function OfferButtons() {
  const { t } = useTranslation()
  const { store } = useOpenPhone()
  return (
    <>
      <Button variant="default" size="xs" onClick={() => store.tell({ type: 'decline' })}>
        {t('softphone.decline')}
      </Button>
      <Button size="xs" onClick={() => store.tell({ type: 'accept' })}>
        {t('softphone.accept')}
      </Button>
    </>
  )
}

function CallButtons() {
  const { t } = useTranslation()
  const { store } = useOpenPhone()
  const { activity } = usePhoneState()
  const muted = activity.name === 'talking' && activity.muted
  return (
    <>
      {activity.name === 'talking' && (
        <Button
          variant={muted ? 'filled' : 'default'}
          size="xs"
          aria-pressed={muted}
          onClick={() => store.tell({ type: 'mute', on: !muted })}
        >
          {t('softphone.mute')}
        </Button>
      )}
      <Button
        className={classes.hangUp}
        color="red"
        size="xs"
        onClick={() => store.tell({ type: 'hang-up' })}
      >
        {t('softphone.hang-up')}
      </Button>
    </>
  )
}
