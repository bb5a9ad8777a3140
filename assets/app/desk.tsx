import { lazy, Suspense, useEffect } from 'react'
import { ForcedPasswordChange } from './session/forced-password-change.tsx'
import { SignInPage } from './session/sign-in-page.tsx'
import { startSession, useSession } from './session/session.ts'
import { Unreachable } from './session/unreachable.tsx'
import { Mishap } from './shell/mishap.tsx'
import { useRoute } from './shell/route.ts'

/** Nobody stands before a board with a mouse. */
const boardReloadMs = 10_000

const Shell = lazy(() => import('./shell/shell.tsx').then((module) => ({ default: module.Shell })))
const Television = lazy(() =>
  import('./wallboard/television.tsx').then((module) => ({ default: module.Television })),
)

/** Nothing but the sign-in page without a session; a wallboard link is a door of its own. */
export function Desk() {
  const { path } = useRoute()
  const token = /^\/board\/(.+)$/.exec(path)?.[1]
  return (
    <Mishap path={path} reloadAfterMs={token ? boardReloadMs : undefined}>
      <Suspense fallback={null}>{token ? <Television token={token} /> : <Door />}</Suspense>
    </Mishap>
  )
}

function Door() {
  const session = useSession()
  useEffect(() => void startSession(), [])
  if (session.kind === 'unknown') return null
  if (session.kind === 'unreachable') return <Unreachable code={session.code} />
  if (session.kind === 'signed-out') return <SignInPage />
  if (session.operator.mustChangePassword) return <ForcedPasswordChange operator={session.operator} />
  return <Shell key={session.operator.operatorId} operator={session.operator} ended={session.ended} />
}
