import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type japanese from '../../locales/ja.json'
import { keepOnMachine, keptOnMachine } from '../keep-on-machine.ts'

export type Language = 'ja' | 'en'
export const languages: readonly Language[] = ['ja', 'en']

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof japanese }
    interpolationPrefix: '{'
    interpolationSuffix: '}'
  }
}

const catalogues = {
  ja: () => import('../../locales/ja.json', { with: { type: 'json' } }),
  en: () => import('../../locales/en.json', { with: { type: 'json' } }),
}

const LAST = 'runa.language'

/** Begins in the language that a wallboard link asks for, else the one used last on this machine, else the browser's. */
export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'none',
    resources: {},
    interpolation: { prefix: '{', suffix: '}', escapeValue: false },
    returnNull: false,
  })
  const asked = new URLSearchParams(location.hash.split('?')[1]).get('lang')
  await speak(known(asked) ?? remembered(LAST) ?? (navigator.language.startsWith('ja') ? 'ja' : 'en'))
}

/** The language an operator chose before, on this machine. */
export async function speakLanguageOf(operatorId: string): Promise<void> {
  const language = remembered(`${LAST}.${operatorId}`)
  // A catalogue that cannot be fetched keeps nobody out: the page goes on in the language it has.
  if (language) await speak(language).catch(() => undefined)
}

export async function chooseLanguage(language: Language, operatorId?: string): Promise<void> {
  if (operatorId) keepOnMachine(`${LAST}.${operatorId}`, language)
  await speak(language)
}

async function speak(language: Language): Promise<void> {
  const { default: words } = await catalogues[language]()
  i18next.addResourceBundle(language, 'translation', words)
  await i18next.changeLanguage(language)
  keepOnMachine(LAST, language)
  document.documentElement.lang = language
}

function remembered(key: string): Language | undefined {
  return known(keptOnMachine(key))
}

function known(written: string | null): Language | undefined {
  return languages.find((language) => language === written)
}
