import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { call } from '../api.ts'

export const queuesKey = ['queues']

export function useQueues() {
  return useQuery({
    queryKey: queuesKey,
    queryFn: ({ signal }) => call('queues/list', {}, signal).then(({ queues }) => queues),
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

/** A queue's name by its id; the id itself while names are unknown. */
export function useQueueName(): (queueId: string) => string {
  const { data } = useQueues()
  return useCallback(
    (queueId) => data?.find((queue) => queue.queueId === queueId)?.queueName ?? queueId,
    [data],
  )
}
