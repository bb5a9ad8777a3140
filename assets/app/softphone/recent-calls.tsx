import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import IconIncoming from '@tabler/icons-react/dist/esm/icons/IconPhoneIncoming.mjs'
import IconOutgoing from '@tabler/icons-react/dist/esm/icons/IconPhoneOutgoing.mjs'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import IconColleague from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecentCall } from '../../../src/http/desk-actions.ts'
import { call } from '../api.ts'
import { useFormat } from '../words/format.ts'
import { usePersonName } from '../words/person-name.ts'
import { domesticNumber } from '../words/telephone.ts'
import { useTroubleText } from '../words/trouble.ts'
import { Notice } from '../components/notice.tsx'
import { useColleagues } from './colleague-list.ts'
import { Panel } from './panel.tsx'
import { useOpenPhone, usePhoneState } from './phone-context.ts'
import classes from './rows.module.css'
import type { DialledParty } from './call-state.ts'

const queryKey = ['calls/recent']

/** My own calls, newest first, each one press from being called back. */
export function RecentCalls({ onPage }: { onPage: boolean }) {
  const { t } = useTranslation()
  const troubleText = useTroubleText()
  const { data, error } = useQuery({
    queryKey,
    queryFn: ({ signal }) => call('calls/recent', {}, signal),
    enabled: onPage,
  })
  useFreshAfterCalls()
  return (
    <Panel title={t('softphone.recent')}>
      {error && !data && <Notice>{troubleText(error)}</Notice>}
      {data?.calls.length === 0 && <p className={classes.none}>{t('softphone.no-recent')}</p>}
      <ul className={classes.rows}>
        {data?.calls.map((recent) => (
          <li key={recent.callSid}>
            <Row recent={recent} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Row({ recent }: { recent: RecentCall }) {
  const { t } = useTranslation()
  const format = useFormat()
  const phone = useOpenPhone()
  const party = usePartyOf(recent)
  const who = useWho(recent)
  const what =
    recent.talkSeconds && recent.result === 'answered'
      ? format.duration(recent.talkSeconds)
      : t(`softphone.result-${recent.result}`)
  return (
    <UnstyledButton className={classes.row} disabled={!party} onClick={() => party && phone.dial(party)}>
      <span className={classes.time}>
        {format.isToday(recent.at) ? format.time(recent.at) : format.date(recent.at)}
      </span>
      <Direction {...recent} />
      <span className={classes.main}>{who}</span>
      <span className={classes.side}>{what}</span>
      {party && <VisuallyHidden>{t('softphone.call-verb')}</VisuallyHidden>}
      {party && <IconPhone size={18} stroke={1.6} aria-hidden className={classes.go} />}
    </UnstyledButton>
  )
}

/** Who called whom, and whether it was somebody of ours. */
function Direction({ direction, incoming }: RecentCall) {
  const { t } = useTranslation()
  const Arrow = incoming ? IconIncoming : IconOutgoing
  return (
    <>
      <Arrow size={18} stroke={1.6} aria-hidden />
      <VisuallyHidden>
        {t(incoming ? 'softphone.direction-inbound' : 'softphone.direction-outbound')}
      </VisuallyHidden>
      {direction === 'colleague' && (
        <IconColleague size={18} stroke={1.6} role="img" aria-label={t('softphone.direction-colleague')} />
      )}
    </>
  )
}

function useWho({ customerName, number, address, colleague, direction }: RecentCall): string {
  const { t } = useTranslation()
  const personName = usePersonName()
  if (direction === 'colleague') return colleague ? personName(colleague) : t('softphone.colleague')
  const shown = number ? domesticNumber(number) : (address ?? t('softphone.number-withheld'))
  return customerName ? `${customerName} · ${shown}` : shown
}

/** Whom a press calls back; nobody when the number was withheld or the colleague is gone. */
function usePartyOf({ direction, number, colleague }: RecentCall): DialledParty | undefined {
  const { colleagues } = useColleagues(direction === 'colleague')
  if (direction !== 'colleague') return number ? { kind: 'number', number } : undefined
  return colleagues.find(({ operatorId }) => operatorId === colleague?.operatorId)
}

/** A call has ended: the list has one more. */
function useFreshAfterCalls(): void {
  const queryClient = useQueryClient()
  const { activity } = usePhoneState()
  useEffect(() => void queryClient.invalidateQueries({ queryKey }), [queryClient, activity.name])
}
