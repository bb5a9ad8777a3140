import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Operator } from '../../../src/http/desk-actions.ts'
import { call } from '../api.ts'
import { useAttempt } from '../components/attempt.ts'
import { ask } from '../components/question.tsx'
import { sayDone } from '../components/toast.ts'
import { Trouble } from '../components/trouble.tsx'
import classes from '../form/form.module.css'
import { asLeft, onward } from '../shell/route.ts'
import { usePersonName } from '../words/person-name.ts'
import { OncePassword } from './once-password.tsx'
import { operatorsKey } from './operator-queries.ts'

/** A new password, and removal: apart from the form, and each asks first. */
export function OperatorDanger({ operator, onReset }: { operator: Operator; onReset(): Promise<void> }) {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const name = usePersonName()(operator)
  const [password, setPassword] = useState<string>()
  const { busy, trouble, attempt } = useAttempt()
  const resetButton = useRef<HTMLButtonElement>(null)
  const { operatorId, version } = operator
  const refresh = () => queryClient.invalidateQueries({ queryKey: operatorsKey })

  const askThen = async (question: Parameters<typeof ask>[0], work: () => Promise<void>) => {
    if (await ask(question)) await attempt(work)
  }
  const reset = () =>
    askThen(
      {
        title: t('operators.reset-password'),
        text: t('operators.reset-why', { name }),
        action: t('operators.reset'),
      },
      async () => setPassword((await call('operators/reset-password', { operatorId, version })).password),
    )
  const remove = () =>
    askThen(
      {
        title: t('operators.remove'),
        text: t('operators.remove-why', { name }),
        action: t('form.remove'),
        dangerous: true,
      },
      async () => {
        const goOn = onward()
        await call('operators/delete', { operatorId, version })
        goOn(asLeft('/operators'))
        sayDone(t('operators.removed', { name }))
        await refresh()
      },
    )
  return (
    <>
      <div className={classes.danger}>
        <Button ref={resetButton} variant="default" onClick={() => void (busy || reset())}>
          {t('operators.reset-password')}
        </Button>
        <Button variant="default" c="var(--red)" onClick={() => void (busy || remove())}>
          {t('operators.remove')}
        </Button>
      </div>
      {trouble !== undefined && <Trouble error={trouble} />}
      <OncePassword
        password={password}
        onClose={() => {
          setPassword(undefined)
          // The dialog came after an answer of the server, not of a press: it does not know where the focus was.
          resetButton.current?.focus()
          void attempt(onReset)
        }}
      />
    </>
  )
}
