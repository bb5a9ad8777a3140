import { beforeEach, describe, expect, test } from 'vitest'
import { testPassword } from '../support/builders.ts'
import { useCentre } from '../support/centre.ts'
import { DeskClient, signIn } from '../support/desk-client.ts'
import { useDesk } from './support/desk-browser.ts'
import { furnishPeople } from './support/furnish.ts'
import { keepsFocus, speaking } from './support/spoken-desk.ts'
import { languages, wordsOf } from './support/words.ts'

const centre = useCentre({ realTime: true })
const visit = useDesk(centre)

beforeEach(() => furnishPeople(centre.db))

describe.each(languages)('in %s', (language) => {
  const open = speaking(visit, language)

  test('the own password is changed: wrong, same, common and right, each in words', async () => {
    const { page, t, field, press, reads, isAt, expectComplaint } = await open({
      as: 'operator1',
      path: '/account',
    })
    expectComplaint(/400/)
    await isAt('shell.account')
    const elsewhere = await signIn(centre.url, 'operator1')
    const change = async (password: string, newPassword: string, again = newPassword) => {
      await field('account.current-password').fill(password)
      await field('session.new-password').fill(newPassword)
      await field('session.new-password-again').fill(again)
      await press('session.change-password')
    }
    const own = 'an own long sentence'
    await change(testPassword, own, 'another one')
    await reads('session.passwords-differ')
    await change('not-my-password', own)
    await reads('field.wrong')
    expect(await field('session.new-password').inputValue()).toBe(own)
    await change(testPassword, testPassword)
    await reads('field.common')
    await change(testPassword, 'パス')
    await reads('field.too-short')
    await change(testPassword, 'いろはにほへとちりぬるをわかよたれそつねならむうゐ')
    await reads('field.too-long')
    await change(testPassword, 'いろはにほへとちりぬるをわかよたれそつねならむ')
    await reads('account.password-changed')
    for (const label of ['account.current-password', 'session.new-password'] as const)
      expect(await field(label).inputValue()).toBe('')
    expect(await page.getByRole('main').getByRole('alert').count()).toBe(0)

    // The other session has ended, this one goes on; and the new password is the one.
    expect((await elsewhere.call('session/current', {})).status).toBe(401)
    await page.reload()
    await isAt('shell.account')
    const withPassword = (password: string) =>
      new DeskClient(centre.url).call('session/login', { json: true, operatorId: 'operator1', password })
    expect((await withPassword(testPassword)).status).toBe(401)
    expect((await withPassword('いろはにほへとちりぬるをわかよたれそつねならむ')).status).toBe(200)
    await page.getByText(t('level.operator'), { exact: true }).waitFor()
  })

  test('language and brightness are kept over a reload; the devices are one press away', async () => {
    const other = wordsOf(language === 'ja' ? 'en' : 'ja')
    const desk = await open({ as: 'supervisor', path: '/account', permissions: ['microphone'] })
    const { page, field, press, reads, isAt, dialog } = desk
    await isAt('shell.account')
    await reads('account.no-queues')
    const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme')
    expect(await scheme()).toBe('light')
    await field('account.brightness').selectOption('dark')
    expect(await scheme()).toBe('dark')
    await page.reload()
    await isAt('shell.account')
    expect(await field('account.brightness').inputValue()).toBe('dark')
    expect(await scheme()).toBe('dark')

    await field('shell.language').selectOption(language === 'ja' ? 'en' : 'ja')
    await page.getByRole('heading', { level: 1, name: other('shell.account') }).waitFor()
    expect(await page.title()).toBe(`${other('shell.account')} · Runa-CCA`)
    await page.reload()
    await page.getByRole('heading', { level: 1, name: other('shell.account') }).waitFor()
    await page.getByLabel(other('shell.language'), { exact: true }).selectOption(language)
    await isAt('shell.account')

    await press('account.to-devices')
    await isAt('shell.phone')
    await dialog('softphone.audio').waitFor()
    await field('softphone.microphone').waitFor()
    await page.keyboard.press('Escape')
    await dialog('softphone.audio').waitFor({ state: 'detached' })
    await keepsFocus(desk)
    expect(new URL(page.url()).hash).toBe('#/phone')
  })
})
