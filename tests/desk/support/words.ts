import { personKey } from '../../../assets/app/words/person-name.ts'
import english from '../../../assets/locales/en.json' with { type: 'json' }
import japanese from '../../../assets/locales/ja.json' with { type: 'json' }

export type Language = 'ja' | 'en'
export const languages: readonly Language[] = ['ja', 'en']

type Catalogue = typeof japanese
type Singular<Name> = Name extends `${infer Base}_${'one' | 'other'}` ? Base : Name

/** `section.name`; what is counted has one key for its plurals. */
export type Key = {
  [Section in keyof Catalogue & string]: `${Section}.${Singular<keyof Catalogue[Section] & string>}`
}[keyof Catalogue & string]

export type Values = Record<string, string | number>
export type Words = (key: Key, values?: Values) => string

const catalogues = { ja: flat(japanese), en: flat(english) }

/** Every key of the catalogue, plurals by themselves: what nobody may ever see on a page. */
export const keys: ReadonlySet<string> = new Set(catalogues.ja.keys())

/** The desk's own words, as its catalogue has them: a test looks for what a person reads. */
export function wordsOf(language: Language): Words {
  const catalogue = catalogues[language]
  const plural = new Intl.PluralRules(language)
  return (asked, values = {}) => {
    const key = asked === 'shell.person' ? personKey({ lastName: '', firstName: '', ...values }) : asked
    const words = catalogue.get(key) ?? catalogue.get(`${key}_${plural.select(Number(values.count))}`)
    if (words === undefined) throw new Error(`The ${language} catalogue has no ${key}`)
    return words.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      if (values[name] === undefined) throw new Error(`${key} needs a value for ${name}`)
      return String(values[name])
    })
  }
}

function flat(catalogue: Catalogue): Map<string, string> {
  return new Map(
    Object.entries(catalogue).flatMap(([section, words]) =>
      Object.entries(words).map(([name, text]): [string, string] => [`${section}.${name}`, text]),
    ),
  )
}
