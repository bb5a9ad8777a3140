import type { Account } from '../telephony/account.ts'
import { apiOver, type Route } from './api-context.ts'
import { buildRoutes } from './build-routes.ts'
import { environmentRoutes } from './environment-routes.ts'
import { fileRoutes } from './file-routes.ts'
import type { ServerlessState } from './resources.ts'
import { serviceRoutes } from './service-routes.ts'
import { variableRoutes } from './variable-routes.ts'

/** The whole of the Serverless API over `state`. `stamp` gives the time as Twilio writes it. */
export function routes(account: Account, state: ServerlessState, stamp: () => string): Route[] {
  const api = apiOver(account, state, stamp)
  return [
    ...serviceRoutes(api),
    ...environmentRoutes(api),
    ...fileRoutes(api, 'function'),
    ...fileRoutes(api, 'asset'),
    ...buildRoutes(api),
    ...variableRoutes(api),
  ]
}
