import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Notice } from '../components/notice.tsx'
import { useFormat } from '../words/format.ts'
import { usePartyName } from './party-name.ts'
import { canReopen } from './call-change.ts'
import type { Fault, FaultCode } from './call-state.ts'
import { useAudio, useOpenPhone, usePhoneState } from './phone-context.ts'
import { qualityWords } from './quality.ts'
import { TryAgain } from './try-again.tsx'
import classes from './notices.module.css'

/** What is wrong now, one sentence each: what happened, what is kept, what to do. */
export function Notices() {
  return (
    <div className={classes.notices}>
      <FaultNotice />
      <ReachNotice />
      <LineNotice />
      <MicrophoneNotice />
      <MissedNotice />
    </div>
  )
}

function FaultNotice() {
  const { t } = useTranslation()
  const { fault } = usePhoneState()
  if (!fault) return null
  return <Notice action={<WayOut fault={fault} />}>{t(`softphone.fault-${fault.code}`)}</Notice>
}

const withMicrophone: FaultCode[] = ['microphone-missing', 'microphone-busy', 'microphone-refused']

/** What can be tried again is; the rest needs only to be read. */
function WayOut({ fault: { code, again } }: { fault: Fault }) {
  const { store, tryMicrophone } = useOpenPhone()
  const phone = usePhoneState()
  if (canReopen(phone)) return <TryAgain onClick={() => store.tell({ type: 'try-again' })} />
  if (withMicrophone.includes(code)) return <TryAgain onClick={tryMicrophone} />
  if (again) return <TryAgain onClick={() => store.tell(again)} />
  return <Understood onClick={() => store.tell({ type: 'fault-seen' })} />
}

function ReachNotice() {
  const { t } = useTranslation()
  const { store } = useOpenPhone()
  const phone = usePhoneState()
  if (phone.sessionEnded) return <Notice tone="word">{t('softphone.session-ended')}</Notice>
  if (phone.reach === 'failed' && !phone.fault)
    return (
      <Notice action={canReopen(phone) && <TryAgain onClick={() => store.tell({ type: 'try-again' })} />}>
        {t('softphone.not-opened')}
      </Notice>
    )
  if (phone.reach !== 'lost' || phone.fault?.code === 'unreachable') return null
  return <Notice>{t('softphone.not-reachable')}</Notice>
}

function LineNotice() {
  const { t } = useTranslation()
  const { activity, warnings } = usePhoneState()
  if (activity.name !== 'talking') return null
  if (activity.reconnecting) return <Notice tone="word">{t('softphone.reconnecting')}</Notice>
  const word = qualityWords(warnings, activity.muted)
  return word && <Notice tone="word">{t(`softphone.quality-${word}`)}</Notice>
}

function MicrophoneNotice() {
  const { t } = useTranslation()
  const { tryMicrophone } = useOpenPhone()
  const { fault } = usePhoneState()
  const { permission, absent } = useAudio()
  if (permission === 'denied' && fault?.code !== 'microphone-refused')
    return (
      <Notice action={<TryAgain onClick={tryMicrophone} />}>{t('softphone.fault-microphone-refused')}</Notice>
    )
  return absent.length > 0 ? (
    <Notice tone="word">
      {t('softphone.device-absent', {
        what: absent.map((role) => t(`softphone.${role}`)).join(t('softphone.and')),
      })}
    </Notice>
  ) : null
}

function MissedNotice() {
  const { t } = useTranslation()
  const format = useFormat()
  const { store } = useOpenPhone()
  const { missed } = usePhoneState()
  const partyName = usePartyName()
  const [last] = missed
  if (!last) return null
  const at = format.time(new Date(performance.timeOrigin + last.at).toISOString())
  return (
    <Notice tone="word" action={<Understood onClick={() => store.tell({ type: 'missed-seen' })} />}>
      {t(missed.length === 1 ? 'softphone.missed' : 'softphone.missed-more', {
        total: missed.length,
        who: partyName(last.party),
        at,
      })}
    </Notice>
  )
}

function Understood({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation()
  return (
    <Button variant="subtle" size="compact-sm" onClick={onClick}>
      {t('softphone.understood')}
    </Button>
  )
}
