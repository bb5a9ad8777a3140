import { lazy, Suspense, useEffect } from 'react'
import { Pending } from './components/pending.tsx'
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
  const token = linkToken(path)
  return (
    <Mishap path={path} reloadAfterMs={token === undefined ? undefined : boardReloadMs}>
      <Suspense fallback={<Pending />}>
        {token === undefined ? <Door /> : <Television token={token} />}
      </Suspense>
    </Mishap>
  )
}

/** The token of a wallboard link, empty where it was lost; `undefined` on every other page. */
function linkToken(path: string): string | undefined {
  const link = /^\/board(?:\/(.*))?$/.exec(path)
  return link ? (link[1] ?? '') : undefined
}

function Door() {
  const session = useSession()
  useEffect(() => void startSession(), [])
  if (session.kind === 'unknown') return <Pending />
  if (session.kind === 'unreachable') return <Unreachable code={session.code} />
  if (session.kind === 'signed-out') return <SignInPage leaving={session.leaving} />
  const { operator, shut } = session
  if (operator.mustChangePassword && !shut) return <ForcedPasswordChange operator={operator} />
  return <Shell key={operator.operatorId} operator={operator} shut={shut} />
}
