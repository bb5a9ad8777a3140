import { QueryClient } from '@tanstack/react-query'
import { VisibleError, type TroubleCode } from '../api.ts'

const passing: readonly TroubleCode[] = ['network', 'database-away', 'twilio-away', 'internal']

/** Questions are asked again where that may help; changes never are, a person decides. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) =>
          failures < 2 && error instanceof VisibleError && passing.includes(error.code),
        staleTime: 5_000,
        networkMode: 'always',
        refetchIntervalInBackground: false,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}
