import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createQueue } from '../../emulator/telephony/queue.ts'
import { Telephone } from '../../emulator/telephony/telephone.ts'
import { aQueue } from '../support/builders.ts'
import { centreNumber, useCentre } from '../support/centre.ts'
import { useDesk } from './support/desk-browser.ts'
import { furnishPeople } from './support/furnish.ts'
import { untilGreeted } from './support/phones.ts'
import { keepsFocus, speaking } from './support/spoken-desk.ts'
import { languages } from './support/words.ts'

const centre = useCentre({ realTime: true })
const visit = useDesk(centre)

beforeEach(() => furnishPeople(centre.db))

const queueNamed = (queueId: string) =>
  centre.db.selectFrom('queue').selectAll().where('queue_id', '=', queueId).executeTakeFirstOrThrow()

describe.each(languages)('in %s', (language) => {
  const open = speaking(visit, language)

  test('a queue is made at Twilio too, is changed, and is not removed while operators belong to it', async () => {
    const desk = await open({ as: 'admin', path: '/queues/~new' })
    const { page, t, field, press, reads, answer, isAt, expectComplaint } = desk
    expectComplaint(/409/)
    await field('queues.id').fill('night')
    await field('queues.name').fill('夜間')
    await press('queues.create')
    await page.getByRole('link', { name: '夜間' }).click()
    await reads('queues.twilio-agrees')
    expect(await page.getByText(/^QU[0-9a-f]{32}$/).count()).toBe(1)

    const longest = t('queues.threshold-longest')
    await field('queues.critical-at', { measure: longest }).fill('120')
    await field('queues.max-size').fill('５０００')
    await press('form.save')
    await isAt('queues.title')
    const row = page.getByRole('row', { name: /夜間/ })
    await row.getByText(t('queues.twilio-agrees')).waitFor()
    const { longest_wait_critical_seconds, max_size } = await queueNamed('night')
    expect([longest_wait_critical_seconds, max_size]).toEqual([120, 5000])
    const [atTwilio] = [...centre.emulator.telephony.queues.values()]
    expect([atTwilio?.name, atTwilio?.maxSize]).toEqual(['night', 5000])

    await row.getByRole('link').click()
    await reads('queues.twilio-agrees')
    await centre.db
      .insertInto('operator_queue')
      .values({ operator_id: 'operator1', queue_id: 'night' })
      .execute()
    await press('queues.remove')
    await reads('queues.remove-why', { name: '夜間' })
    await answer('queues.remove', 'form.remove')
    await reads('error.queue-in-use')
    await keepsFocus(desk)

    await centre.db.deleteFrom('operator_queue').where('queue_id', '=', 'night').execute()
    await press('queues.remove')
    await answer('queues.remove', 'form.remove')
    await reads('queues.removed', { name: '夜間' })
    expect(centre.emulator.telephony.queues.size).toBe(0)
  })

  test('numbers are told beside their fields: too large, too small, missing; an id may have a #', async () => {
    createQueue(centre.emulator.telephony, 'vip#1', 100)
    await aQueue(centre.db, { queue_id: 'vip#1', queue_name: '特別' })
    const { page, field, press, reads, isAt, expectComplaint } = await open({ as: 'admin', path: '/queues' })
    expectComplaint(/400/)
    await page.getByRole('link', { name: '特別' }).click()
    const faulty = (label: Parameters<typeof field>[0]) =>
      field(label).and(page.locator('[aria-invalid=true]')).waitFor()
    for (const [typed, words] of [
      ['5001', 'field.too-large'],
      ['0', 'field.too-small'],
      ['', 'field.required'],
    ] as const) {
      await field('queues.max-size').fill(typed)
      await press('form.save')
      await faulty('queues.max-size')
      await reads(words)
      expect(await page.locator('[aria-invalid=true]').count()).toBe(1)
      expect(await field('queues.max-size').inputValue()).toBe(typed)
    }
    await field('queues.max-size').fill('1')
    await field('queues.goal').fill('0')
    await field('queues.wait-url').fill('http://example.com/')
    await press('form.save')
    await faulty('queues.goal')
    await faulty('queues.wait-url')
    await field('queues.goal').fill('1')
    await field('queues.wait-url').fill('/assets/wait.xml')
    await press('form.save')
    await isAt('queues.title')
    const { max_size, service_level_seconds, wait_url } = await queueNamed('vip#1')
    expect([max_size, service_level_seconds, wait_url]).toEqual([1, 1, '/assets/wait.xml'])
  })

  test('a queue with callers in it is not removed', async () => {
    const { telephony } = centre.emulator
    const { sid } = createQueue(telephony, 'support', 100)
    await centre.db.deleteFrom('operator_queue').execute()
    await centre.db
      .updateTable('queue')
      .set({ twilio_queue_id: sid })
      .where('queue_id', '=', 'support')
      .execute()
    const caller = Telephone.dial(telephony, { from: '+819012345678', to: centreNumber })
    await untilGreeted(centre, caller.callSid)
    caller.press('1')
    await vi.waitUntil(() => telephony.queues.get(sid)?.stays.length === 1, { timeout: 10_000 })
    const { press, reads, answer, expectComplaint } = await open({ as: 'admin', path: '/queues/support' })
    expectComplaint(/409/)
    await press('queues.remove')
    await answer('queues.remove', 'form.remove')
    await reads('error.queue-not-empty')
    await queueNamed('support')
  })

  test('a list is sorted by its columns, both ways, and found again as it was', async () => {
    await aQueue(centre.db, { queue_id: 'night', queue_name: '夜間', max_size: 7 })
    const { page, t, press, field, reads } = await open({ as: 'admin', path: '/queues' })
    const order = () =>
      page.locator('tbody tr').evaluateAll((rows) => rows.map((row) => row.children[1]!.textContent))
    await page.getByRole('link', { name: '夜間' }).waitFor()
    const heading = page.getByRole('columnheader', { name: t('queues.max-size') })
    await press('queues.id')
    expect(await order()).toEqual(['night', 'sales', 'support'])
    await press('queues.id')
    expect(await order()).toEqual(['support', 'sales', 'night'])
    await press('queues.max-size')
    expect((await order())[0]).toBe('night')
    expect(await heading.getAttribute('aria-sort')).toBe('ascending')
    await press('queues.max-size')
    expect((await order())[2]).toBe('night')
    expect(await heading.getAttribute('aria-sort')).toBe('descending')

    await field('queues.search').fill('S')
    await reads('list.shown', { from: 1, to: 2, total: 2 })
    await page.getByRole('link', { name: 'サポート' }).click()
    await page
      .getByRole('main')
      .getByRole('link', { name: t('queues.title') })
      .click()
    await reads('list.shown', { from: 1, to: 2, total: 2 })
    expect(await field('queues.search').inputValue()).toBe('S')
    expect(await heading.getAttribute('aria-sort')).toBe('descending')
    await press('list.clear')
    await reads('list.shown', { from: 1, to: 3, total: 3 })
  })
})
