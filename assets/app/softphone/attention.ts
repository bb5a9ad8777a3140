import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { go } from '../shell/route.ts'
import { isRinging } from './call-offer.ts'
import { usePartyName } from './party-name.ts'
import { usePhoneState } from './phone-context.ts'

/** Rings where the ear may miss it: in the tab's title, and as the system's own notification. */
export function useAttention(): void {
  const { t } = useTranslation()
  const phone = usePhoneState()
  const partyName = usePartyName()
  const { activity, offer } = phone
  const ringing = isRinging(phone)
  const arrived = activity.name === 'talking' && activity.party.kind === 'caller'
  const party = ringing ? offer?.party : arrived ? activity.party : undefined
  const title = ringing ? t('softphone.title-ringing') : arrived ? t('softphone.title-talking') : undefined
  const who = party ? partyName(party) : ''
  useTitle(title, ringing)
  useEffect(() => {
    if (title && document.visibilityState === 'hidden') return notify(title, who)
  }, [title, who])
}

/** Before the page's own title; while it rings, by turns with it. */
function useTitle(title: string | undefined, ringing: boolean): void {
  useEffect(() => {
    if (!title) return
    const before = document.title
    const loud = `${title} · ${before}`
    document.title = loud
    const turn = () => (document.title = document.title === loud ? before : loud)
    const timer = ringing ? setInterval(turn, 1_000) : undefined
    return () => {
      clearInterval(timer)
      document.title = before
    }
  }, [title, ringing])
}

function notify(title: string, body: string): (() => void) | undefined {
  if (!('Notification' in window) || Notification.permission !== 'granted') return undefined
  const notification = new Notification(title, { body, tag: 'runa-call', requireInteraction: true })
  notification.onclick = () => {
    window.focus()
    go('/phone')
    notification.close()
  }
  return () => notification.close()
}

/** Asked at the first wait, when its use is plain; refused, the ringer and the title remain. */
export function askForNotifications(): void {
  if ('Notification' in window && Notification.permission === 'default')
    void Notification.requestPermission().catch(() => undefined)
}
