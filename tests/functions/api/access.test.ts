import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { projectRoot } from '../../../scripts/project-root.ts'
import type { DeskAction } from '../../../src/http/desk-actions.ts'
import { actionTable, type ActionTable } from '../../support/action-table.ts'
import { anOperator, aQueue } from '../../support/builders.ts'
import { useCentre } from '../../support/centre.ts'
import { DeskClient, signIn } from '../../support/desk-client.ts'

const ranks = { operator: 3, supervisor: 2, admin: 1 }
const centre = useCentre()

async function furnish(): Promise<void> {
  await aQueue(centre.db)
  for (const [id, operator_level_id] of Object.entries(ranks)) {
    await anOperator(centre.db, { operator_id: id, operator_level_id, queues: ['support'] })
  }
  // Somebody must be left to be administrator, whoever is asking.
  await anOperator(centre.db, { operator_id: 'admin2', operator_level_id: 1 })
}

test('the table knows every function there is', () => {
  const files = globSync('functions/api/**/*.ts', { cwd: projectRoot })
  const actions = files.map((file) =>
    file.slice('functions/api/'.length, -'.ts'.length).replaceAll('\\', '/'),
  )
  expect(actions.sort()).toEqual(Object.keys(actionTable).sort())
})

test('without a session only the sign-in and a wallboard link answer, and they tell nothing', async () => {
  await furnish()
  const stranger = new DeskClient(centre.url)
  for (const [action, { door, request }] of Object.entries(actionTable)) {
    const { status, body, setCookies } = await stranger.send(action, request)
    const code = door === 'everybody' ? /^(wrong-credentials|link-refused)$/ : /^no-session$/
    expect(body, action).toEqual({ error: { code: expect.stringMatching(code) } })
    expect(status, action).toBe(action === 'wallboard/board' ? 403 : 401)
    expect(setCookies, action).toEqual([])
  }
})

for (const [level, rank] of Object.entries(ranks)) {
  test(`what ${level}s may do, and what they may not`, async () => {
    await furnish()
    for (const [action, { door, request, status = 200 }] of Object.entries<ActionTable[DeskAction]>(
      actionTable,
    )) {
      // Some of the actions end the session, so each has its own.
      await centre.db.deleteFrom('sign_in_attempt').execute()
      const desk = await signIn(centre.url, level)
      const answer = await desk.send(action, request)
      const allowed = door === 'everybody' || door === 'any session' || rank <= ranks[door]
      if (allowed) expect([action, answer.status]).toEqual([action, status])
      else expect([action, answer.status, answer.body]).toEqual([action, 403, { error: { code: 'level' } }])
    }
  })
}

test('a password that must be changed opens nothing but its change', async () => {
  await furnish()
  await anOperator(centre.db, { operator_id: 'fresh', operator_level_id: 1, must_change_password: 1 })
  const desk = await signIn(centre.url, 'fresh')
  for (const [action, { door, request }] of Object.entries(actionTable)) {
    if (door === 'everybody' || door === 'any session') continue
    const { status, body } = await desk.send(action, request)
    expect([action, status, body]).toEqual([action, 403, { error: { code: 'password-must-change' } }])
  }
  const { operator } = await desk.must('session/current', {})
  expect(operator.mustChangePassword).toBe(true)
  await desk.must('session/change-password', {
    password: 'runa-demo-2026',
    newPassword: 'ながいながいわたしのひみつ',
  })
  expect((await desk.call('operators/list', {})).status).toBe(200)
})
