import { useTranslation } from 'react-i18next'
import { isolated } from './isolated.ts'

export interface Named {
  lastName: string
  firstName: string
}

/** Family name first in Japanese, last in English. */
export function usePersonName(): (person: Named) => string {
  const { t } = useTranslation()
  return ({ lastName, firstName }) => isolated(t('shell.person', { lastName, firstName }).trim())
}
