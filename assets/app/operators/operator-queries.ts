import { useQuery } from '@tanstack/react-query'
import { call } from '../api.ts'

export const operatorsKey = ['operators']

export function useOperators() {
  return useQuery({
    queryKey: operatorsKey,
    queryFn: ({ signal }) => call('operators/list', {}, signal).then(({ operators }) => operators),
  })
}
