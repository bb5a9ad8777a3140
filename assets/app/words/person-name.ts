import { useTranslation } from 'react-i18next'

export interface Named {
  lastName: string
  firstName: string
}

/** Family name first in Japanese, last in English. */
export function usePersonName(): (person: Named) => string {
  const { t } = useTranslation()
  return ({ lastName, firstName }) => isolated(t('shell.person', { lastName, firstName }).trim())
}

/** A name written from the right must not turn the sentence around it. */
function isolated(name: string): string {
  return /[\u0590-\u08ff]/.test(name) ? `\u2068${name}\u2069` : name
}
