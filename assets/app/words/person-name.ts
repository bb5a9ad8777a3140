import { useTranslation } from 'react-i18next'

export interface Named {
  lastName: string
  firstName: string
}

/** Family name first in Japanese, last in English. */
export function usePersonName(): (person: Named) => string {
  const { t } = useTranslation()
  return ({ lastName, firstName }) => t('shell.person', { lastName, firstName }).trim()
}
