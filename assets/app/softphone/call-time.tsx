import { useTranslation } from 'react-i18next'
import { timerText } from '../words/format.ts'
import { usePhoneState, useSecondsSince, useSecondsUntil } from './phone-context.ts'

/** How long this has lasted, or how long is left. Read out only when somebody goes to it. */
export function CallTime() {
  const { activity } = usePhoneState()
  if (activity.name === 'after-call')
    return activity.until === null ? <Since since={activity.since} /> : <Until until={activity.until} />
  return 'since' in activity ? <Since since={activity.since} /> : null
}

/** How long a colleague has been ringing. */
export function OfferTime() {
  const { offer } = usePhoneState()
  return offer && <Since since={offer.since} />
}

function Since({ since }: { since: number }) {
  return <span role="timer">{timerText(useSecondsSince(since))}</span>
}

function Until({ until }: { until: number }) {
  const { t } = useTranslation()
  const left = useSecondsUntil(until)
  return (
    <span role="timer" aria-label={t('softphone.time-left')}>
      {timerText(left)}
    </span>
  )
}
