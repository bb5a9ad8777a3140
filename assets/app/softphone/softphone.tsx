import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { useSession } from '../session/session.ts'
import { go } from '../shell/route.ts'
import { useAttention } from './attention.ts'
import { CallBar } from './call-bar.tsx'
import { isOnCall } from './call-state.ts'
import { LiveRegion } from './live-region.tsx'
import { OpenPhone } from './open-phone.ts'
import { PhoneContext, useOpenPhone, usePhoneState } from './phone-context.ts'
import { usePhoneKeys } from './phone-keys.ts'
import { PhonePage } from './phone-page.tsx'
import { statusOf } from './phone-status.ts'
import { announcePhone, type SoftphoneProps } from './softphone-seam.ts'
import { StatusChip } from './status-chip.tsx'

/** The operator's phone: open from the first visit to its page until sign-out, on whichever page one is. */
export function Softphone(props: SoftphoneProps) {
  const { operator } = props
  // The same operator signed in again keeps the phone, and the call on it.
  const [phone] = useState(() => new OpenPhone(operator))
  useEffect(() => {
    phone.start()
    return () => phone.close()
  }, [phone])
  return (
    <PhoneContext value={phone}>
      <Everywhere {...props} />
      <PhonePage operator={operator} onPage={props.onPage} />
    </PhoneContext>
  )
}

/** What the phone does on every page: says what it is, listens for its keys, keeps the call in sight. */
function Everywhere({ onPage, callBarSlot, statusSlot }: SoftphoneProps) {
  useSeam()
  useSessionEnd()
  useAttention()
  usePhoneKeys()
  return (
    <>
      <LiveRegion />
      {statusSlot && createPortal(<StatusChip />, statusSlot)}
      {callBarSlot && !onPage && createPortal(<CallBar />, callBarSlot)}
    </>
  )
}

function useSeam(): void {
  const openPhone = useOpenPhone()
  const phone = usePhoneState()
  const status = statusOf(phone)
  const inCall = isOnCall(phone) || phone.offer !== null
  useEffect(() => {
    const open = () => go('/phone')
    const dial = (number: string) => {
      open()
      openPhone.dial({ kind: 'number', number })
    }
    announcePhone({ status, inCall, dial, open, settle: () => openPhone.notes.settle() })
  }, [status, inCall, openPhone])
  useEffect(() => () => announcePhone(undefined), [])
}

function useSessionEnd(): void {
  const { store } = useOpenPhone()
  const session = useSession()
  const ended = session.kind === 'signed-in' && session.shut !== undefined
  useEffect(() => store.tell({ type: ended ? 'session-ended' : 'session-began' }), [store, ended])
}
