import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { call } from '../api.ts'

export const customersKey = ['customers']
export const customerSearchKey = [...customersKey, 'search']
export const customerKey = (customerId: number) => [...customersKey, 'one', customerId]

/** A page at a time; the rows of the last term stay until the next ones come. */
export function useCustomerSearch(term: string, allowed: boolean) {
  return useInfiniteQuery({
    queryKey: [...customerSearchKey, term],
    queryFn: ({ signal, pageParam }) => call('customers/search', { term, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    enabled: allowed,
  })
}

export function useCustomer(customerId: number, wanted = true) {
  return useQuery({
    queryKey: customerKey(customerId),
    queryFn: ({ signal }) => call('customers/show', { customerId }, signal),
    enabled: wanted,
  })
}
