import { useEffect, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { VisibleError } from '../api.ts'
import { ask } from '../components/question.tsx'
import { guardLeaving, onward } from '../shell/route.ts'
import { useFieldText } from '../words/trouble.ts'
import { changedMeanwhile, merged, type Meanwhile } from './meanwhile.ts'

export interface Draft<Values> {
  values: Values
  set(changes: Partial<Values>): void
  /** The words under a field, by the path the server names it with. */
  errorOf(path: string): string | undefined
  /** While it is being saved nothing can be typed: it would be neither sent nor kept. */
  busy: boolean
  /** What the last save ran into. */
  trouble: unknown
  changed: boolean
  submit(event: FormEvent): void
  /** What was sent last. */
  sent: Values
  /** Takes what was stored meanwhile as the new ground; what was typed stays on top of it. */
  rebase(latest: Values): void
  meanwhile(name: string): Meanwhile | undefined
}

/** What is being typed over what is stored. Nothing typed is lost: not by a failure, nor by leaving without being asked. */
export function useDraft<Values extends object, Saved>(
  stored: Values,
  save: (values: Values) => Promise<Saved>,
  onSaved: (saved: Saved, goOn: (path: string) => void) => void,
): Draft<Values> {
  const fieldText = useFieldText()
  const [ground, setGround] = useState(stored)
  const [changes, setChanges] = useState<Partial<Values>>({})
  const [meanwhile, setMeanwhile] = useState<ReadonlyMap<string, Meanwhile>>(new Map())
  const [sent, setSent] = useState(stored)
  const [saving, setSaving] = useState<{ busy: boolean; trouble?: unknown }>({ busy: false })
  const values = { ...ground, ...changes }
  const changed = JSON.stringify(values) !== JSON.stringify(ground)
  const fields = saving.trouble instanceof VisibleError ? saving.trouble.fields : {}
  useLeaveQuestion(changed)
  // Once the words stand under their fields, however long drawing them takes.
  useEffect(() => {
    if (saving.trouble !== undefined) focusFirstError()
  }, [saving.trouble])

  const submit = async () => {
    setSaving({ busy: true })
    setSent(values)
    const goOn = onward()
    try {
      const saved = await save(values)
      setGround(values)
      setChanges({})
      setMeanwhile(new Map())
      setSaving({ busy: false })
      onSaved(saved, goOn)
    } catch (trouble) {
      setSaving({ busy: false, trouble })
    }
  }
  const rebase = (latest: Values) => {
    setMeanwhile(changedMeanwhile(ground, changes, latest))
    setChanges(merged(ground, changes, latest))
    setGround(latest)
    setSaving({ busy: false })
  }
  return {
    values,
    set: (more) => setChanges({ ...changes, ...more }),
    errorOf: (path) => fieldText(isMissing(values, path, fields[path]) ? 'required' : fields[path]),
    busy: saving.busy,
    trouble: saving.trouble,
    changed,
    submit: (event) => (event.preventDefault(), void (saving.busy || submit())),
    sent,
    rebase,
    meanwhile: (name) => meanwhile.get(name),
  }
}

/** What is empty is not too short or malformed to a person: it is missing. */
function isMissing(values: object, path: string, code: string | undefined): boolean {
  if (code !== 'too-short' && code !== 'malformed') return false
  const value = (values as Record<string, unknown>)[path.split('.').at(-1)!]
  return value === '' || Number.isNaN(value) || (Array.isArray(value) && value.length === 0)
}

function focusFirstError(): void {
  document.querySelector<HTMLElement>('main :is([aria-invalid=true], [data-invalid] input)')?.focus()
}

function useLeaveQuestion(changed: boolean): void {
  const { t } = useTranslation()
  useEffect(() => {
    if (!changed) return
    const question = {
      title: t('form.leave'),
      text: t('form.leave-why'),
      action: t('form.discard'),
      dangerous: true,
    }
    const release = guardLeaving(() => ask(question))
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', onUnload)
    return () => (release(), removeEventListener('beforeunload', onUnload))
  }, [changed, t])
}
