import { useTranslation } from 'react-i18next'
import { usePersonName } from '../words/person-name.ts'
import { domesticNumber } from '../words/telephone.ts'
import type { Party } from './call-state.ts'
import { useInHand } from './phone-context.ts'

/** Who it is, in the words of the page: the customer's name, else the number or address, else that it was withheld. */
export function usePartyName(): (party: Party) => string {
  const { t } = useTranslation()
  const personName = usePersonName()
  const { chosen, call } = useInHand()
  return (party) => {
    if (party.kind === 'colleague') return party.name
    if (chosen) return t('softphone.customer-name', { name: personName(chosen.customer) })
    return party.number ? domesticNumber(party.number) : (call?.address ?? t('softphone.number-withheld'))
  }
}
