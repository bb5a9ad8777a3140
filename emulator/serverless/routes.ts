import type { Surroundings } from '../rest/answer.ts'
import { apiOver, type Route } from './api-context.ts'
import { buildRoutes } from './build-routes.ts'
import { environmentRoutes } from './environment-routes.ts'
import { fileRoutes } from './file-routes.ts'
import { logRoutes } from './log-routes.ts'
import type { ServerlessState } from './resources.ts'
import { serviceRoutes } from './service-routes.ts'
import { variableRoutes } from './variable-routes.ts'

/** The whole of the Serverless API over `state`. */
export function routes(surroundings: Surroundings, state: ServerlessState): Route[] {
  const api = apiOver(surroundings, state)
  return [
    ...serviceRoutes(api),
    ...environmentRoutes(api),
    ...fileRoutes(api, 'function'),
    ...fileRoutes(api, 'asset'),
    ...buildRoutes(api),
    ...variableRoutes(api),
    ...logRoutes(api, surroundings),
  ]
}
