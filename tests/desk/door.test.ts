import { beforeEach, describe, expect, test } from 'vitest'
import { testPassword } from '../support/builders.ts'
import { useCentre } from '../support/centre.ts'
import { useDesk } from './support/desk-browser.ts'
import { furnishPeople } from './support/furnish.ts'
import { speaking } from './support/spoken-desk.ts'
import { languages, wordsOf } from './support/words.ts'

const centre = useCentre({ realTime: true })
const visit = useDesk(centre)

beforeEach(() => furnishPeople(centre.db))

const nobodyYet = /401/
const supervisor = { lastName: '見守', firstName: 'る子' }

describe.each(languages)('in %s', (language) => {
  const open = speaking(visit, language)

  test('a wrong password is told in a sentence, the right one opens the desk', async () => {
    const { expectComplaint, isAt, reads, signIn } = await open()
    expectComplaint(nobodyYet)
    await isAt('session.sign-in')
    await signIn('supervisor', 'wrong')
    await reads('error.wrong-credentials')
    await signIn('supervisor')
    await isAt('wallboard.title')
  })

  test('a given password opens nothing but the choice of an own one', async () => {
    await centre.db
      .updateTable('operator')
      .set({ must_change_password: 1 })
      .where('operator_id', '=', 'supervisor')
      .execute()
    const { field, isAt, press, reads, expectComplaint } = await open({
      as: 'supervisor',
      path: '/customers',
    })
    expectComplaint(/400/)
    await isAt('session.choose-password')
    const choose = async (password: string, again = password) => {
      await field('session.given-password').fill(testPassword)
      await field('session.new-password').fill(password)
      await field('session.new-password-again').fill(again)
      await press('session.change-password')
    }
    await choose('a long sentence of my own', 'another sentence')
    await reads('session.passwords-differ')
    await choose('short')
    await reads('field.too-short')
    await choose('password123')
    await reads('field.common')
    await choose(testPassword)
    await reads('field.same')
    await choose('a long sentence of my own')
    await isAt('customers.title')
  })

  test('the language is remembered for each person', async () => {
    const other = language === 'ja' ? 'en' : 'ja'
    const theirs = wordsOf(other)
    const { page, field, signIn, expectComplaint } = await open({ as: 'supervisor', path: '/account' })
    expectComplaint(nobodyYet)
    await field('shell.language').selectOption(other)
    await page.getByRole('heading', { name: theirs('shell.account') }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe(other)
    await page.getByRole('button', { name: theirs('shell.person', supervisor) }).click()
    await page.getByRole('menuitem', { name: theirs('session.sign-out') }).click()
    await page.getByRole('button', { name: language === 'ja' ? '日本語' : 'English' }).click()
    await signIn('supervisor')
    await page.getByRole('heading', { name: theirs('shell.account') }).waitFor()
  })
})
