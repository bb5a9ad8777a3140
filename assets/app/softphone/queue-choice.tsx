import { Button, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardQueue, OwnQueue, SignedInOperator } from '../../../src/http/desk-actions.ts'
import { call } from '../api.ts'
import { useFormat } from '../words/format.ts'
import { askForNotifications } from './attention.ts'
import { useOpenPhone, usePhoneState } from './phone-context.ts'
import classes from './queue-choice.module.css'

interface QueueChoiceProps {
  operator: SignedInOperator
  onPage: boolean
}

/** My queues, how many wait in each, and one button for each. */
export function QueueChoice({ operator, onPage }: QueueChoiceProps) {
  const { t } = useTranslation()
  const { store } = useOpenPhone()
  const phone = usePhoneState()
  const queues = useOwnQueues(operator)
  const board = useBoard(onPage && !phone.sessionEnded)
  const waitsIn = phone.activity.name === 'away' ? null : phone.wantedQueue
  if (queues.length === 0) return <p className={classes.none}>{t('softphone.no-queues')}</p>
  return (
    <div className={classes.choice}>
      <ul className={classes.queues}>
        {queues.map((queue) => (
          <QueueRow
            key={queue.queueId}
            queue={queue}
            board={board?.find(({ queueId }) => queueId === queue.queueId)}
            chosen={waitsIn?.queueId === queue.queueId}
          />
        ))}
      </ul>
      {waitsIn && (
        <Button
          fullWidth
          variant="default"
          className={classes.stop}
          onClick={() => store.tell({ type: 'stop' })}
        >
          {t('softphone.stop')}
        </Button>
      )}
    </div>
  )
}

interface QueueRowProps {
  queue: OwnQueue
  board: BoardQueue | undefined
  chosen: boolean
}

function QueueRow({ queue, board, chosen }: QueueRowProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { store } = useOpenPhone()
  const wait = () => {
    askForNotifications()
    store.tell({ type: 'wait', queue })
  }
  return (
    <li>
      <UnstyledButton className={classes.queue} aria-pressed={chosen} onClick={wait}>
        <span className={classes.name}>{queue.queueName}</span>
        <span className={classes.count}>
          {board
            ? t('softphone.callers-wait', { count: board.waiting, number: format.number(board.waiting) })
            : '–'}
        </span>
        <span className={classes.verb}>{chosen ? t('softphone.waiting-here') : t('softphone.wait')}</span>
      </UnstyledButton>
    </li>
  )
}

/** As signed in, until the server has said otherwise. */
function useOwnQueues(operator: SignedInOperator): OwnQueue[] {
  const phone = useOpenPhone()
  const [changed, setChanged] = useState<OwnQueue[]>()
  useEffect(() => phone.queuesChanged.listen(setChanged), [phone])
  return changed ?? operator.queues
}

function useBoard(wanted: boolean): BoardQueue[] | undefined {
  const { data } = useQuery({
    queryKey: ['wallboard/current'],
    queryFn: ({ signal }) => call('wallboard/current', {}, signal),
    enabled: wanted,
    refetchInterval: 5_000,
    // The next turn asks again.
    retry: false,
  })
  return data?.queues
}
