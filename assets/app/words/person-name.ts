import { useTranslation } from 'react-i18next'
import { isolated } from './isolated.ts'

export interface Named {
  lastName: string
  firstName: string
}

/** The words that put a person's two names in order: in kanji, kana or hangul the family's is first in any language. */
export function personKey({ lastName, firstName }: Named): 'shell.person' | 'shell.person-family-first' {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(lastName + firstName)
    ? 'shell.person-family-first'
    : 'shell.person'
}

/** Family name first in Japanese, last in English; see `personKey`. */
export function usePersonName(): (person: Named) => string {
  const { t } = useTranslation()
  return (person) => isolated(t(personKey(person), { ...person }).trim())
}
