import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Router } from 'wouter'
import type { SignedInOperator } from '../../../src/http/desk-actions.ts'
import '../look/mantine-shell.css'
import '../look/mantine-forms.css'
import { Questions } from '../components/question.tsx'
import { ChoosePassword } from '../session/choose-password.tsx'
import type { Shut } from '../session/session.ts'
import { SignInAgain } from '../session/sign-in-again.tsx'
import { Header } from './header.tsx'
import { Mishap } from './mishap.tsx'
import { makeQueryClient } from './query-client.ts'
import { useHeldPath, usePathLocation, useRoute } from './route.ts'
import { Routes } from './routes.tsx'
import { usePhone } from '../softphone/softphone-seam.ts'
import classes from './shell.module.css'
import { Shortcuts } from './shortcuts.tsx'

const Softphone = lazy(() =>
  import('../softphone/softphone.tsx').then((module) => ({ default: module.Softphone })),
)

interface ShellProps {
  operator: SignedInOperator
  /** The session ended, or is another's: everything stays as it is, under a dialog that asks for the password. */
  shut?: Shut
}

export function Shell({ operator, shut }: ShellProps) {
  const [queryClient] = useState(makeQueryClient)
  const [callBarSlot, setCallBarSlot] = useState<HTMLElement | null>(null)
  const [statusSlot, setStatusSlot] = useState<HTMLElement | null>(null)
  const { path } = useRoute()
  const onPhone = path === '/phone'
  const held = useHeldPath() !== undefined
  const [phoneOpen, setPhoneOpen] = useState(onPhone)
  if (onPhone && !phoneOpen) setPhoneOpen(true)
  // A call goes on without a session: nothing may lie over its keys.
  const inCall = usePhone()?.inCall ?? false

  return (
    <QueryClientProvider client={queryClient}>
      <Router hook={usePathLocation}>
        <Header operator={operator} statusRef={setStatusSlot} />
        <div ref={setCallBarSlot} className={classes.callBar} data-call-bar />
        <main className={classes.main}>
          {phoneOpen && (
            <div hidden={!onPhone}>
              <Mishap path={path}>
                <Suspense fallback={null}>
                  <Softphone
                    operator={operator}
                    onPage={onPhone}
                    callBarSlot={callBarSlot}
                    statusSlot={statusSlot}
                  />
                </Suspense>
              </Mishap>
            </div>
          )}
          <div hidden={held}>
            <Mishap path={path}>
              <Routes level={operator.level} />
            </Mishap>
          </div>
        </main>
        <SignInAgain operator={operator} shut={inCall ? undefined : shut} />
        <ChoosePassword operator={operator} opened={shut === 'password' && !inCall} />
        <Shortcuts level={operator.level} />
        <Questions />
        <Notifications position="bottom-right" className={classes.toasts} />
      </Router>
    </QueryClientProvider>
  )
}
