import IconRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '../../../src/http/desk-actions.ts'
import listClasses from '../list/list.module.css'
import { useQueueName } from '../queues/queue-queries.ts'
import { useFormat } from '../words/format.ts'
import { useActionName } from './action-name.ts'
import { useChangedName, useChangedValue } from './change-words.ts'
import classes from './audit.module.css'
import { changesOf, type Change } from './changes.ts'

/** One line a deed; those that changed something open to what it was and what it became. */
export function AuditList({ entries }: { entries: readonly AuditEntry[] | undefined }) {
  const { t } = useTranslation()
  return (
    <div className={listClasses.frame}>
      <table
        className={`${listClasses.list} ${classes.table}`}
        aria-label={t('audit.title')}
        aria-busy={!entries || undefined}
      >
        <thead>
          <tr>
            <th scope="col" className={classes.when}>
              {t('audit.at')}
            </th>
            <th scope="col" className={classes.who}>
              {t('audit.operator')}
            </th>
            <th scope="col" className={classes.what}>
              {t('audit.action')}
            </th>
            <th scope="col" data-wide-only>
              {t('audit.subject')}
            </th>
            <th scope="col" className={classes.changes}>
              {t('audit.changes')}
            </th>
          </tr>
        </thead>
        <tbody>
          {entries ? entries.map((entry) => <Entry key={entry.id} entry={entry} />) : <Waiting />}
        </tbody>
      </table>
    </div>
  )
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation()
  const format = useFormat()
  const actionName = useActionName()
  const [open, setOpen] = useState(false)
  const changes = changesOf(entry)
  return (
    <>
      <tr>
        <td className={classes.when}>{format.dateTime(entry.at)}</td>
        <td>
          {entry.operatorName ? (
            <>
              <bdi>{entry.operatorName}</bdi> <span className={classes.nobody}>{entry.operatorId}</span>
            </>
          ) : (
            <span className={classes.nobody}>{t('audit.nobody')}</span>
          )}
        </td>
        <td>{actionName(entry.action)}</td>
        <td data-wide-only>
          <Subject entry={entry} />
        </td>
        <td>
          {changes.length > 0 && (
            <button
              type="button"
              className={classes.open}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              <IconRight size={14} aria-hidden />
              {t('audit.change-count', { count: changes.length, total: format.number(changes.length) })}
            </button>
          )}
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={5} className={classes.detail}>
            <Changes changes={changes} />
          </td>
        </tr>
      )}
    </>
  )
}

/** A queue's name, which people know; beside it the id, which the filter takes. */
function Subject({ entry }: { entry: AuditEntry }) {
  const queueName = useQueueName()
  const queueId = queueOf(entry)
  if (queueId === undefined) return <bdi>{entry.subject}</bdi>
  const name = queueName(queueId)
  return (
    <>
      {name !== queueId && <bdi>{name} </bdi>}
      <span className={classes.nobody}>{entry.subject}</span>
    </>
  )
}

/** The queue that was changed, or that a refused telephone asked to wait for. */
function queueOf({ action, subject }: AuditEntry): string | undefined {
  if (subject === null) return undefined
  return action.startsWith('queues/') ? subject : /^queue:(.+)/.exec(subject)?.[1]
}

function Changes({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation()
  const changedName = useChangedName()
  const changedValue = useChangedValue()
  return (
    <dl className={classes.list}>
      {changes.map(({ name, before, after }) => (
        <div key={name}>
          <dt>{changedName(name)}</dt>
          <dd>
            {before !== undefined && (
              <>
                <del aria-label={t('audit.before')}>
                  <bdi>{changedValue(name, before)}</bdi>
                </del>
                <span aria-hidden> → </span>
              </>
            )}
            <ins aria-label={t('audit.after')}>
              <bdi>{changedValue(name, after)}</bdi>
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Waiting() {
  return Array.from({ length: 8 }, (_, row) => (
    <tr key={row}>
      <td colSpan={5}>
        <span className={listClasses.waiting} style={{ width: '60%' }} />
      </td>
    </tr>
  ))
}
