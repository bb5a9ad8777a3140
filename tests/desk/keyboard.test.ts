import type { Locator } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { testPassword } from '../support/builders.ts'
import { useCentre } from '../support/centre.ts'
import { useDesk } from './support/desk-browser.ts'
import { furnishCustomers, furnishPeople } from './support/furnish.ts'
import { keepsFocus, speaking } from './support/spoken-desk.ts'
import { languages } from './support/words.ts'

const centre = useCentre({ realTime: true })
const visit = useDesk(centre)

beforeEach(() => furnishPeople(centre.db))

const isFocused = (locator: Locator) =>
  locator.evaluateAll((all) => all.some((each) => each === document.activeElement))

describe.each(languages)('in %s', (language) => {
  const open = speaking(visit, language)

  test('from the sign-in to a removed operator nobody needs a mouse', async () => {
    const desk = await open()
    const { page, t, field, button, dialog, reads, isAt, expectComplaint } = desk
    const { keyboard } = page
    expectComplaint(/401/)
    const tabTo = async (target: Locator) => {
      await target.first().waitFor()
      for (let presses = 0; presses < 60; presses++) {
        if (await isFocused(target)) return
        await keyboard.press('Tab')
      }
      throw new Error(`Tab never came to ${target.toString()}`)
    }
    await isAt('session.sign-in')
    await keyboard.type('supervisor')
    await keyboard.press('Tab')
    await keyboard.type(testPassword)
    await keyboard.press('Enter')
    await isAt('wallboard.title')
    await keepsFocus(desk)

    await keyboard.press('g')
    await keyboard.press('o')
    await isAt('operators.title')
    await page.getByRole('row').nth(2).waitFor()
    await keyboard.press('/')
    await keyboard.type('operator1')
    const name = t('shell.person', { lastName: '山田', firstName: '花子' })
    await tabTo(page.getByRole('link', { name }))
    await keyboard.press('Enter')
    await isAt({ name })
    await keepsFocus(desk)
    await tabTo(field('person.first-name'))
    await keyboard.press('ControlOrMeta+a')
    await keyboard.type('華子')
    await keyboard.press('Enter')
    const changed = t('shell.person', { lastName: '山田', firstName: '華子' })
    await page.getByRole('link', { name: changed }).waitFor()
    await reads('form.saved')
    await keepsFocus(desk)

    await tabTo(page.getByRole('link', { name: changed }))
    await keyboard.press('Enter')
    await isAt({ name: changed })
    await tabTo(button('operators.remove'))
    await keyboard.press('Enter')
    await dialog('operators.remove').waitFor()
    // What cannot be undone is not under the first Enter.
    const no = dialog('operators.remove').getByRole('button', { name: t('shell.cancel') })
    await expect.poll(() => isFocused(no)).toBe(true)
    await keyboard.press('Escape')
    await dialog('operators.remove').waitFor({ state: 'detached' })
    await expect.poll(() => isFocused(button('operators.remove'))).toBe(true)
    await keyboard.press('Enter')
    await tabTo(dialog('operators.remove').getByRole('button', { name: t('form.remove') }))
    await keyboard.press('Enter')
    await reads('operators.removed', { name: changed })
    await isAt('operators.title')
    await keepsFocus(desk)
  })

  test('pages and search are reached by keys, arrows walk a list, and ? lists them all', async () => {
    await furnishCustomers(centre.db)
    const desk = await open({ as: 'admin', path: '/account' })
    const { page, t, button, dialog, isAt } = desk
    const { keyboard } = page
    await isAt('shell.account')
    await keyboard.press('?')
    const list = dialog('shortcuts.title')
    for (const name of ['shell.queues', 'shell.audit', 'shortcuts.search', 'softphone.key-mute'] as const)
      await list.getByText(t(name), { exact: true }).waitFor()
    await keyboard.press('Escape')
    await list.waitFor({ state: 'detached' })
    await keepsFocus(desk)

    const me = button('shell.person', { lastName: '管理', firstName: '者' })
    await me.press('Enter')
    await page.getByRole('menuitem', { name: t('shortcuts.title') }).press('Enter')
    await list.waitFor()
    await keyboard.press('Escape')
    await list.waitFor({ state: 'detached' })
    await expect.poll(() => isFocused(me)).toBe(true)
    for (const [key, title] of [
      ['w', 'wallboard.title'],
      ['o', 'operators.title'],
      ['q', 'queues.title'],
      ['a', 'audit.title'],
      ['c', 'customers.title'],
    ] as const) {
      await keyboard.press('g')
      await keyboard.press(key)
      await isAt(title)
    }
    const links = page.getByRole('table').getByRole('link')
    await links.nth(19).waitFor()
    await links.nth(0).focus()
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowUp')
    expect(await isFocused(links.nth(1))).toBe(true)
    await keyboard.press('/')
    await keyboard.type('佐g')
    expect(await page.getByRole('searchbox').inputValue()).toBe('佐g')
  })
})
