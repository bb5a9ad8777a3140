import { expect, test } from 'vitest'
import { makeFirstAdmin } from '../../../scripts/seed/first-admin.ts'
import { seedDemo } from '../../../scripts/seed/demo.ts'
import { anOperator } from '../../support/builders.ts'
import { useCentre } from '../../support/centre.ts'
import { signIn } from '../../support/desk-client.ts'

const centre = useCentre()
const first = (id: string) => makeFirstAdmin(centre.db, id, new Date(centre.clock.now()))

test('the first administrator signs in with the printed password and must change it', async () => {
  const password = await first('boss')
  const desk = await signIn(centre.url, 'boss', password)
  const { operator } = await desk.must('session/current', {})
  expect(operator).toMatchObject({ level: 'admin', mustChangePassword: true })
  await desk.must('session/change-password', { password, newPassword: 'my-own-secret' })
  expect((await desk.must('operators/list', {})).operators).toHaveLength(1)
})

test('there is only one first administrator', async () => {
  await first('boss')
  await expect(first('another')).rejects.toThrow('There is an administrator already, boss')
  await centre.db.updateTable('operator').set({ deleted_at: new Date() }).execute()
  await expect(first('boss')).rejects.toThrow('ids are never used again')
  await expect(first('ボス')).rejects.toThrow('cannot be an id')
  expect(await first('another')).toMatch(/^[a-z2-9-]{19}$/)
})

test('the demo is seeded once, its people can sign in, and its customers can be found', async () => {
  await anOperator(centre.db, { operator_id: 'admin', operator_level_id: 1 })
  const now = new Date(centre.clock.now())
  const [, ...signIns] = await seedDemo({ db: centre.db, now })
  expect(await seedDemo({ db: centre.db, now })).toHaveLength(5)
  for (const { operatorId, password } of signIns) await signIn(centre.url, operatorId, password)
  const desk = await signIn(centre.url, 'operator1')
  const { customers } = await desk.must('customers/search', { term: 'たかはし' })
  expect(customers[0]).toMatchObject({ lastName: '髙橋', lastNameKana: 'タカハシ' })
  const { total } = await centre.db
    .selectFrom('customer')
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  expect(total).toBe(48)
})
