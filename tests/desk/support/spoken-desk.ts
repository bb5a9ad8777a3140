import type { Locator } from 'playwright-core'
import { testPassword } from '../../support/builders.ts'
import type { Desk, Visit } from './desk-browser.ts'
import { wordsOf, type Key, type Language, type Values, type Words } from './words.ts'

export interface SpokenDesk extends Desk {
  t: Words
  /** A field by its whole label. */
  field(label: Key, values?: Values): Locator
  button(name: Key, values?: Values): Locator
  press(name: Key, values?: Values): Promise<void>
  /** Waits until these words, and no others, stand somewhere. */
  reads(words: Key, values?: Values): Promise<void>
  /** Waits for the page of this name. */
  isAt(title: Key | { name: string }): Promise<void>
  /** The question or notice over the page. */
  dialog(title: Key): Locator
  /** Waits for the question over the page, and answers it; `shell.cancel` is a no. */
  answer(title: Key, action: Key): Promise<void>
  /** At the door, or over a page whose session has ended. */
  signIn(operatorId: string, password?: string): Promise<void>
  signOut(person: { lastName: string; firstName: string }): Promise<void>
}

/** Visits in one language, where everything is found by the words a person reads. */
export function speaking(visit: (visit?: Visit) => Promise<Desk>, language: Language) {
  const t = wordsOf(language)
  return async (options: Visit = {}): Promise<SpokenDesk> => {
    const desk = await visit({ language, ...options })
    const { page } = desk
    const button = (name: Key, values?: Values) =>
      page.getByRole('button', { name: t(name, values), exact: true })
    const dialog = (title: Key) => page.getByRole('dialog', { name: t(title), exact: true })
    const press = (name: Key, values?: Values) => button(name, values).click()
    return {
      ...desk,
      t,
      button,
      press,
      dialog,
      field: (label, values) => page.getByLabel(t(label, values), { exact: true }),
      reads: (words, values) => page.getByText(t(words, values), { exact: true }).first().waitFor(),
      isAt: (title) =>
        page
          .getByRole('heading', {
            level: 1,
            name: typeof title === 'string' ? t(title) : title.name,
            exact: true,
          })
          .waitFor(),
      answer: async (title, action) => {
        await dialog(title)
          .getByRole('button', { name: t(action), exact: true })
          .click()
        await dialog(title).waitFor({ state: 'detached' })
      },
      signIn: async (operatorId, password = testPassword) => {
        const id = page.getByRole('textbox', { name: t('session.operator-id') })
        if (await id.isEditable()) await id.fill(operatorId)
        await page.getByRole('textbox', { name: t('session.password'), exact: true }).fill(password)
        await press('session.sign-in')
      },
      signOut: async (person) => {
        await press('shell.person', person)
        await page.getByRole('menuitem', { name: t('session.sign-out') }).click()
      },
    }
  }
}

/** Waits for the focus to be on something: after a dialog has closed it is never lost on the page's body. */
export async function keepsFocus({ page }: Pick<Desk, 'page'>): Promise<void> {
  await page.waitForFunction(() => document.activeElement !== document.body)
}
