import { useTranslation } from 'react-i18next'
import type { AuditedAction } from '../../../src/http/desk-actions.ts'

type Named<Action extends string> = Action extends `${infer Noun}${'/' | '.'}${infer Verb}`
  ? `${Noun}-${Verb}`
  : never
type ActionKey = Named<AuditedAction>

/** Each action that the server writes into the audit log, in the order of the filter, with its name in the catalogue. */
const names: Record<AuditedAction, ActionKey> = {
  'session/login': 'session-login',
  'session/logout': 'session-logout',
  'session/refused': 'session-refused',
  'session/change-password': 'session-change-password',
  'call.refused': 'call-refused',
  'operators/create': 'operators-create',
  'operators/update': 'operators-update',
  'operators/delete': 'operators-delete',
  'operators/reset-password': 'operators-reset-password',
  'queues/create': 'queues-create',
  'queues/update': 'queues-update',
  'queues/delete': 'queues-delete',
  'customers/create': 'customers-create',
  'customers/update': 'customers-update',
  'customers/delete': 'customers-delete',
  'customers/refused': 'customers-refused',
  'contacts/save': 'contacts-save',
  'wallboard-links/create': 'wallboard-links-create',
  'wallboard-links/revoke': 'wallboard-links-revoke',
  'seed/admin': 'seed-admin',
}

export const auditedActions = Object.keys(names) as AuditedAction[]

/** An action in words; one that this desk does not know stays as it was written. */
export function useActionName(): (action: string) => string {
  const { t } = useTranslation()
  return (action) => (isKnown(action) ? t(`action.${names[action]}`) : action)
}

function isKnown(action: string): action is AuditedAction {
  return Object.hasOwn(names, action)
}
