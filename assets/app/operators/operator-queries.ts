import { useQuery } from '@tanstack/react-query'
import { call } from '../api.ts'

export const operatorsKey = ['operators']

export function useOperators() {
  return useQuery({
    queryKey: operatorsKey,
    queryFn: ({ signal }) => call('operators/list', {}, signal).then(({ operators }) => operators),
  })
}

/** With those who were deleted: what they did is still in the audit log. */
export function useOperatorsEver() {
  return useQuery({
    queryKey: [...operatorsKey, 'ever'],
    queryFn: ({ signal }) =>
      call('operators/list', { deleted: true }, signal).then(({ operators }) => operators),
  })
}
