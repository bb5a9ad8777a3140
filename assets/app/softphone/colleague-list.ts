import { useQuery } from '@tanstack/react-query'
import { call } from '../api.ts'
import { usePersonName } from '../words/person-name.ts'
import type { DialledParty } from './call-state.ts'

export type ColleagueParty = Extract<DialledParty, { kind: 'colleague' }>

/** Whom one can call inside, ready to be dialled. */
export function useColleagues(wanted: boolean): { colleagues: ColleagueParty[]; known: boolean } {
  const personName = usePersonName()
  const { data } = useQuery({
    queryKey: ['colleagues/list'],
    queryFn: ({ signal }) => call('colleagues/list', {}, signal),
    enabled: wanted,
    staleTime: 60_000,
  })
  const colleagues = (data?.colleagues ?? []).map((colleague) => ({
    kind: 'colleague' as const,
    operatorId: colleague.operatorId,
    name: personName(colleague),
  }))
  return { colleagues, known: data !== undefined }
}
