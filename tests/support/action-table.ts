import type { DeskAction, DeskActions } from '../../src/http/desk-actions.ts'
import { queueSettings } from './builders.ts'

type Door = 'everybody' | 'any session' | 'operator' | 'supervisor' | 'admin'

/** `status` is what those get who may; 200 where it is not said. */
export type ActionTable = {
  [Action in DeskAction]: { door: Door; request: DeskActions[Action]['request']; status?: number }
}

const queue = queueSettings({ queueId: 'new', queueName: '新しい列' })
const person = { lastName: '佐藤', firstName: '恵', level: 'operator' as const, queueIds: [] }
const noId = 999_999_999
const nobody = { operatorId: 'nobody', version: 1 }

/** Every action, who may use it, and a request that gets as far as the rules. */
export const actionTable: ActionTable = {
  'session/login': {
    door: 'everybody',
    request: { json: true, operatorId: 'nobody', password: 'wrong-password' },
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
  'customers/delete': { door: 'supervisor', request: { customerId: noId, version: 1 }, status: 404 },
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
