import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { projectRoot } from '../../../scripts/project-root.ts'
import type { DeskAction, DeskActions } from '../../../src/http/desk-actions.ts'
import { anOperator, aQueue } from '../../support/builders.ts'
import { useCentre } from '../../support/centre.ts'
import { DeskClient, signIn } from '../../support/desk-client.ts'

type Door = 'everybody' | 'any session' | 'operator' | 'supervisor' | 'admin'

/** `status` is what those get who may; 200 where it is not said. */
type Table = {
  [Action in DeskAction]: { door: Door; request: DeskActions[Action]['request']; status?: number }
}

const queue = {
  queueId: 'new',
  queueName: '新しい列',
  maxSize: 10,
  wrapUpSeconds: 10,
  serviceLevelSeconds: 20,
  shortAbandonSeconds: 5,
  thresholds: {
    waitingCaution: 5,
    waitingCritical: 10,
    longestWaitCautionSeconds: 60,
    longestWaitCriticalSeconds: 180,
    serviceLevelCautionPercent: 80,
    serviceLevelCriticalPercent: 70,
  },
}
const person = { lastName: '佐藤', firstName: '恵', level: 'operator' as const, queueIds: [] }
const noId = 999_999_999
const nobody = { operatorId: 'nobody', version: 1 }

/** Every action, who may use it, and a request that gets as far as the rules. */
const table: Table = {
  'session/login': {
    door: 'everybody',
    request: { operatorId: 'nobody', password: 'wrong-password' },
    status: 401,
  },
  'session/logout': { door: 'any session', request: {} },
  'session/current': { door: 'any session', request: {} },
  'session/change-password': {
    door: 'any session',
    request: { password: 'wrong-password', newPassword: 'another-password' },
    status: 400,
  },
  'voice-token': { door: 'operator', request: {} },
  'operators/list': { door: 'supervisor', request: {} },
  'operators/create': { door: 'supervisor', request: { operatorId: 'new', clientName: 'new', ...person } },
  'operators/update': { door: 'supervisor', request: { ...nobody, disabled: false, ...person }, status: 404 },
  'operators/delete': { door: 'supervisor', request: nobody, status: 404 },
  'operators/reset-password': { door: 'supervisor', request: nobody, status: 404 },
  'colleagues/list': { door: 'operator', request: {} },
  'queues/list': { door: 'supervisor', request: {} },
  'queues/create': { door: 'admin', request: queue },
  'queues/update': { door: 'admin', request: { ...queue, queueId: 'none', version: 1 }, status: 404 },
  'queues/delete': { door: 'admin', request: { queueId: 'none', version: 1 }, status: 404 },
  'customers/search': { door: 'operator', request: { term: 'やま' } },
  'customers/show': { door: 'operator', request: { customerId: noId }, status: 404 },
  'customers/create': { door: 'operator', request: { lastName: '鈴木', numbers: [] } },
  'customers/update': {
    door: 'operator',
    request: { customerId: noId, version: 1, lastName: '鈴木', numbers: [] },
    status: 404,
  },
  'customers/delete': { door: 'operator', request: { customerId: noId, version: 1 }, status: 404 },
  'customers/for-call': { door: 'operator', request: {} },
  'contacts/save': {
    door: 'operator',
    request: { contactId: '0123456789ABCDEFGHJKMNPQRS', outcome: 'none', note: '' },
  },
  'calls/recent': { door: 'operator', request: {} },
  'wallboard/current': { door: 'operator', request: {} },
  'wallboard/board': { door: 'everybody', request: { token: 'no-such-token' }, status: 403 },
  'wallboard-links/list': { door: 'supervisor', request: {} },
  'wallboard-links/create': {
    door: 'supervisor',
    request: { name: 'ロビー', queueIds: ['support'], days: 30 },
  },
  'wallboard-links/revoke': { door: 'supervisor', request: { linkId: noId }, status: 404 },
  'audit/list': { door: 'admin', request: {} },
}

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
  expect(actions.sort()).toEqual(Object.keys(table).sort())
})

test('without a session only the sign-in and a wallboard link answer, and they tell nothing', async () => {
  await furnish()
  const stranger = new DeskClient(centre.url)
  for (const [action, { door, request }] of Object.entries(table)) {
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
    for (const [action, { door, request, status = 200 }] of Object.entries<Table[DeskAction]>(table)) {
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
  for (const [action, { door, request }] of Object.entries(table)) {
    if (door === 'everybody' || door === 'any session') continue
    const { status, body } = await desk.send(action, request)
    expect([action, status, body]).toEqual([action, 403, { error: { code: 'password-must-change' } }])
  }
  const { operator } = await desk.must('session/current', {})
  expect(operator.mustChangePassword).toBe(true)
  await desk.must('session/change-password', {
    password: 'runa-demo-2026',
    newPassword: 'ながいパスワード',
  })
  expect((await desk.call('operators/list', {})).status).toBe(200)
})
