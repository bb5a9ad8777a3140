import { VisuallyHidden } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { announcementOf, partyOfAnnouncement, type Announcement } from './announcement.ts'
import { usePartyName } from './party-name.ts'
import { useOpenPhone } from './phone-context.ts'
import type { Party } from './call-state.ts'

interface Said {
  what: Announcement
  party: Party | null
}

/** Says each change of the phone once, to those who do not see it. Timers are not read out. */
export function LiveRegion() {
  const { t } = useTranslation()
  const { store } = useOpenPhone()
  const partyName = usePartyName()
  const [said, setSaid] = useState<Said | null>(null)
  useEffect(
    () =>
      store.listen((phone, before) => {
        const what = announcementOf(phone, before)
        if (what) setSaid({ what, party: partyOfAnnouncement(what, phone) })
      }),
    [store],
  )
  const who = said?.party ? partyName(said.party) : t('softphone.somebody')
  return (
    <VisuallyHidden role="status" aria-live="assertive" data-testid="phone-said">
      {said && t(`softphone.said-${said.what}`, { who })}
    </VisuallyHidden>
  )
}
