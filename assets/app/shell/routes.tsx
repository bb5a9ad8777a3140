import { Suspense, useEffect } from 'react'
import { Route, Switch } from 'wouter'
import type { Level } from '../../../src/http/desk-actions.ts'
import { NotFoundPage } from './not-found-page.tsx'
import { Pending } from '../components/pending.tsx'
import { homeOf, newOperatorPath, newQueuePath } from './pages.ts'
import { page } from './page.tsx'
import { go } from './route.ts'

const Operators = page(async () => (await import('../operators/operators-page.tsx')).OperatorsPage)
const NewOperator = page(async () => (await import('../operators/new-operator-page.tsx')).NewOperatorPage)
const Operator = page(async () => (await import('../operators/operator-page.tsx')).OperatorPage)
const Queues = page(async () => (await import('../queues/queues-page.tsx')).QueuesPage)
const NewQueue = page(async () => (await import('../queues/new-queue-page.tsx')).NewQueuePage)
const Queue = page(async () => (await import('../queues/queue-page.tsx')).QueuePage)
const Customers = page(async () => (await import('../customers/customers-page.tsx')).CustomersPage)
const NewCustomer = page(async () => (await import('../customers/new-customer-page.tsx')).NewCustomerPage)
const Customer = page(async () => (await import('../customers/customer-page.tsx')).CustomerPage)
const EditCustomer = page(async () => (await import('../customers/edit-customer-page.tsx')).EditCustomerPage)
const Wallboard = page(async () => (await import('../wallboard/wallboard-page.tsx')).WallboardPage)
const Links = page(async () => (await import('../wallboard/links-page.tsx')).LinksPage)
const NewLink = page(async () => (await import('../wallboard/new-link-page.tsx')).NewLinkPage)
const Account = page(async () => (await import('../account/account-page.tsx')).AccountPage)
const Audit = page(async () => (await import('../audit/audit-page.tsx')).AuditPage)

/** What each level may open; the server decides again at each request. */
export function Routes({ level }: { level: Level }) {
  const supervises = level !== 'operator'
  const administers = level === 'admin'
  return (
    <Suspense fallback={<Pending />}>
      <Switch>
        <Route path="/">
          <Home level={level} />
        </Route>
        <Route path="/phone">{null}</Route>
        <Route path="/customers" component={Customers} />
        <Route path="/customers/new" component={NewCustomer} />
        <Route path={/^\/customers\/(?<id>\d{1,15})$/}>
          {({ id }) => <Customer key={id} customerId={Number(id)} />}
        </Route>
        <Route path={/^\/customers\/(?<id>\d{1,15})\/edit$/}>
          {({ id }) => <EditCustomer key={id} customerId={Number(id)} />}
        </Route>
        <Route path="/wallboard" component={Wallboard} />
        <Route path="/account" component={Account} />
        {supervises && <Route path="/wallboard/links" component={Links} />}
        {supervises && <Route path="/wallboard/links/new" component={NewLink} />}
        {administers && <Route path="/audit" component={Audit} />}
        {supervises && <Route path="/operators" component={Operators} />}
        {supervises && <Route path={newOperatorPath} component={NewOperator} />}
        {supervises && (
          <Route path="/operators/:id">
            {({ id }) => <Operator key={id} operatorId={decodeURIComponent(id)} />}
          </Route>
        )}
        {administers && <Route path="/queues" component={Queues} />}
        {administers && <Route path={newQueuePath} component={NewQueue} />}
        {administers && (
          <Route path="/queues/:id">{({ id }) => <Queue key={id} queueId={decodeURIComponent(id)} />}</Route>
        )}
        <Route>
          <NotFoundPage level={level} />
        </Route>
      </Switch>
    </Suspense>
  )
}

function Home({ level }: { level: Level }) {
  useEffect(() => go(homeOf(level), {}, { replace: true }), [level])
  return null
}
