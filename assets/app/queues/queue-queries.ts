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

/** A queue's name by its id, also of those made since the sign-in where one may ask; the id itself of one that is gone. */
export function useQueueName(): (queueId: string) => string {
  const { level, queueNames } = useSignedIn()
  const { data: newest } = useQueues(level !== 'operator')
  return useCallback(
    (queueId) =>
      isolated(
        newest?.find((queue) => queue.queueId === queueId)?.queueName ?? queueNames[queueId] ?? queueId,
      ),
    [newest, queueNames],
  )
}
