import { useEffect, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { VisibleError } from '../api.ts'
import { ask } from '../components/question.tsx'
import { guardLeaving, releaseLeaving } from '../shell/route.ts'
import { useFieldText } from '../words/trouble.ts'

export interface Draft<Values> {
  values: Values
  set(changes: Partial<Values>): void
  /** The words under a field, by the path the server names it with. */
  errorOf(path: string): string | undefined
  busy: boolean
  /** What the last save ran into. */
  trouble: unknown
  changed: boolean
  submit(event: FormEvent): void
  /** Takes what was stored meanwhile as the new ground; what was typed stays on top of it. */
  rebase(stored: Values): void
}

/** What is being typed over what is stored. Nothing typed is lost: not by a failure, nor by leaving without being asked. */
export function useDraft<Values extends object, Saved>(
  stored: Values,
  save: (values: Values) => Promise<Saved>,
  onSaved: (saved: Saved) => void,
): Draft<Values> {
  const fieldText = useFieldText()
  const [ground, setGround] = useState(stored)
  const [changes, setChanges] = useState<Partial<Values>>({})
  const [saving, setSaving] = useState<{ busy: boolean; trouble?: unknown }>({ busy: false })
  const values = { ...ground, ...changes }
  const changed = JSON.stringify(values) !== JSON.stringify(ground)
  const fields = saving.trouble instanceof VisibleError ? saving.trouble.fields : {}
  useLeaveQuestion(changed)

  const submit = async () => {
    setSaving({ busy: true })
    try {
      const saved = await save(values)
      setGround(values)
      setChanges({})
      setSaving({ busy: false })
      releaseLeaving()
      onSaved(saved)
    } catch (trouble) {
      setSaving({ busy: false, trouble })
      requestAnimationFrame(focusFirstError)
    }
  }
  return {
    values,
    set: (more) => setChanges({ ...changes, ...more }),
    errorOf: (path) =>
      fieldText(isEmpty(values, path) && fields[path] === 'too-short' ? 'required' : fields[path]),
    busy: saving.busy,
    trouble: saving.trouble,
    changed,
    submit: (event) => (event.preventDefault(), void submit()),
    rebase: (latest) => (setGround(latest), setSaving({ busy: false })),
  }
}

/** What has no letter is not too short to a person: it is missing. */
function isEmpty(values: object, path: string): boolean {
  return (values as Record<string, unknown>)[path] === ''
}

function focusFirstError(): void {
  document.querySelector<HTMLElement>('main [aria-invalid=true]')?.focus()
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
