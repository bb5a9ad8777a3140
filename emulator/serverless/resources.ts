import { randomBytes } from 'node:crypto'

/** The Serverless API's resources as plain state, fields named as Twilio's OpenAPI document names them. */
export interface Service {
  sid: string
  unique_name: string
  friendly_name: string
  include_credentials: boolean
  ui_editable: boolean
  /** The beginning of its addresses: the name and four digits. */
  domain_base: string
  date_created: string
  date_updated: string
}

export interface Environment {
  sid: string
  service_sid: string
  unique_name: string
  domain_suffix: string | null
  domain_name: string
  build_sid: string | null
  date_created: string
  date_updated: string
}

export type Visibility = 'public' | 'protected' | 'private'

/** A Function or an Asset: only a name; what it does lies in its versions. */
export interface Resource {
  kind: 'function' | 'asset'
  sid: string
  service_sid: string
  friendly_name: string
  date_created: string
  date_updated: string
}

/** One uploaded file. Never changed. */
export interface Version {
  kind: 'function' | 'asset'
  sid: string
  resource_sid: string
  service_sid: string
  path: string
  visibility: Visibility
  contentType: string
  content: Buffer
  date_created: string
}

export interface Dependency {
  name: string
  version: string
}

export interface Build {
  sid: string
  service_sid: string
  status: 'building' | 'completed' | 'failed'
  versions: Version[]
  dependencies: Dependency[]
  runtime: string
  date_created: string
  date_updated: string
}

export interface Variable {
  sid: string
  service_sid: string
  environment_sid: string
  key: string
  value: string
  date_created: string
  date_updated: string
}

export interface Deployment {
  sid: string
  service_sid: string
  environment_sid: string
  build_sid: string
  date_created: string
  date_updated: string
}

/** A line that a function printed. */
export interface Log {
  sid: string
  service_sid: string
  environment_sid: string
  build_sid: string
  deployment_sid: string
  function_sid: string
  request_sid: string
  level: LogLevel
  message: string
  date_created: string
  /** The moment of `date_created`, which is written in whole seconds. */
  at: number
}

export type LogLevel = 'info' | 'warn' | 'error'

export interface ServerlessState {
  services: Service[]
  environments: Environment[]
  resources: Resource[]
  versions: Version[]
  builds: Build[]
  variables: Variable[]
  deployments: Deployment[]
  /** The oldest first. */
  logs: Log[]
}

export function emptyState(): ServerlessState {
  return {
    services: [],
    environments: [],
    resources: [],
    versions: [],
    builds: [],
    variables: [],
    deployments: [],
    logs: [],
  }
}

type Prefix = 'ZS' | 'ZE' | 'ZH' | 'ZN' | 'ZB' | 'ZV' | 'ZD' | 'NO' | 'RQ'

export const newSid = (prefix: Prefix): string => prefix + randomBytes(16).toString('hex')
