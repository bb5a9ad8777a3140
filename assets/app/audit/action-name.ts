import { useTranslation } from 'react-i18next'

/** What the server writes into the audit log. Dialling that was refused is audited too. */
export const auditedActions = [
  'session/login',
  'session/logout',
  'session/refused',
  'session/change-password',
  'operators/create',
  'operators/update',
  'operators/delete',
  'operators/reset-password',
  'queues/create',
  'queues/update',
  'queues/delete',
  'customers/create',
  'customers/update',
  'customers/delete',
  'contacts/save',
  'wallboard-links/create',
  'wallboard-links/revoke',
  'dial/refused',
] as const

type Named<Action extends string> = Action extends `${infer Noun}/${infer Verb}` ? `${Noun}-${Verb}` : never
type ActionKey = Named<(typeof auditedActions)[number]>

/** An action in words; one that this desk does not know stays as it was written. */
export function useActionName(): (action: string) => string {
  const { t } = useTranslation()
  return (action) => {
    const known = auditedActions.find((each) => each === action)
    return known ? t(`action.${known.replace('/', '-') as ActionKey}`) : action
  }
}
