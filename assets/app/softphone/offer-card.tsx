import { Button } from '@mantine/core'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { StateChip } from '../components/state-chip.tsx'
import { isRinging } from './call-offer.ts'
import { OfferTime } from './call-time.tsx'
import { usePartyName } from './party-name.ts'
import { useOpenPhone, usePhoneState } from './phone-context.ts'
import classes from './offer-card.module.css'

/** A colleague calls. The focus goes to "accept", unless somebody is typing. */
export function OfferCard() {
  const { t } = useTranslation()
  const { store } = useOpenPhone()
  const phone = usePhoneState()
  const partyName = usePartyName()
  const accept = useRef<HTMLButtonElement>(null)
  const ringing = isRinging(phone)
  useEffect(() => {
    const at = document.activeElement
    const typing = at instanceof HTMLElement && at.matches('input, textarea, select')
    if (!ringing || typing) return
    accept.current?.focus()
    return () => (at instanceof HTMLElement ? at.focus() : undefined)
  }, [ringing])
  if (!ringing || !phone.offer) return null
  const waits = phone.wantedQueue && phone.activity.name === 'waiting'
  return (
    <section className={classes.card} aria-label={t('softphone.incoming')}>
      <div className={classes.state}>
        <StateChip state="ringing" />
        <OfferTime />
      </div>
      <p className={classes.who}>{partyName(phone.offer.party)}</p>
      {waits && <p className={classes.hint}>{t('softphone.accept-ends-wait')}</p>}
      <div className={classes.actions}>
        <Button variant="default" onClick={() => store.tell({ type: 'decline' })}>
          {t('softphone.decline')}
        </Button>
        <Button
          ref={accept}
          leftSection={<IconPhone size={18} aria-hidden />}
          onClick={() => store.tell({ type: 'accept' })}
        >
          {t('softphone.accept')}
        </Button>
      </div>
    </section>
  )
}
