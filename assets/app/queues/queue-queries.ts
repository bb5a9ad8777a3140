import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { call } from '../api.ts'
import { useSignedIn } from '../session/signed-in.ts'
import { isolated } from '../words/isolated.ts'

export const queuesKey = ['queues']

/** All queues: only for those who may ask. */
export function useQueues(enabled = true) {
  return useQuery({
    queryKey: queuesKey,
    queryFn: ({ signal }) => call('queues/list', {}, signal).then(({ queues }) => queues),
    enabled,
  })
}

/** Our queues beside Twilio's: slower, so it is asked apart from the list. */
export function useCheckedQueues() {
  return useQuery({
    queryKey: [...queuesKey, 'checked'],
    queryFn: ({ signal }) => call('queues/list', { check: true }, signal).then(({ queues }) => queues),
    retry: false,
    staleTime: 30_000,
  })
}

/** A queue's name by its id: operators know their own. The id itself while a name is unknown. */
export function useQueueName(): (queueId: string) => string {
  const { level, queues: own } = useSignedIn()
  const { data: all = own } = useQueues(level !== 'operator')
  return useCallback(
    (queueId) => isolated(all.find((queue) => queue.queueId === queueId)?.queueName ?? queueId),
    [all],
  )
}
