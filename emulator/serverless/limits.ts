import { badParameter } from '../rest/rest-error.ts'
import type { Dependency, ServerlessState, Version } from './resources.ts'

/** Documented limits of Functions & Assets, refused where Twilio refuses them. */
const VALUE_BYTES = 450
const KEY_CHARACTERS = 128
const CONTEXT_BYTES = 3000
const RUNTIMES = ['node20', 'node22', 'node24']
/** The platform's own list (Twilio docs: Runtime Handler); npm knows others, which a build then fails on. */
const RUNTIME_HANDLERS = [
  ...['1.0.1', '1.1.0', '1.2.0', '1.2.1', '1.2.2', '1.2.3', '1.2.4', '1.2.5', '1.3.0', '1.3.1'],
  ...['2.0.0', '2.0.1', '2.1.2'],
]

export function checkVariable(key: string, value: string): void {
  if (key.length > KEY_CHARACTERS) throw badParameter(`The key has more than ${KEY_CHARACTERS} characters`)
  if (Buffer.byteLength(value) > VALUE_BYTES)
    throw badParameter(`The value of ${key} is longer than ${VALUE_BYTES} bytes`)
}

/** Error 82006: account metadata, domain, path and all variables as JSON. */
export function checkContext(state: ServerlessState, environmentSid: string): void {
  const variables = state.variables.filter((variable) => variable.environment_sid === environmentSid)
  const context = JSON.stringify(Object.fromEntries(variables.map(({ key, value }) => [key, value])))
  if (Buffer.byteLength(context) > CONTEXT_BYTES)
    throw badParameter('The size of the environment variables exceeds the limit')
}

export function checkRuntime(runtime: string): void {
  if (!RUNTIMES.includes(runtime)) throw badParameter(`Runtime ${runtime} is not supported`)
}

export function checkBuild(versions: Version[]): void {
  if (versions.length === 0) throw badParameter('At least one Function Version or Asset Version is required')
  const paths = versions.map(({ path }) => path)
  const twice = paths.find((path, index) => paths.indexOf(path) !== index)
  if (twice) throw badParameter(`The path ${twice} is used by more than one Function or Asset`)
  if (ofKind(versions, 'asset', 'private') > 50) throw badParameter('A build holds at most 50 private assets')
  if (versions.length - ofKind(versions, 'function') > 1000)
    throw badParameter('A build holds at most 1000 assets')
}

function ofKind(versions: Version[], kind: Version['kind'], visibility?: string): number {
  return versions.filter(
    (version) => version.kind === kind && (!visibility || version.visibility === visibility),
  ).length
}

/** A build whose packages npm cannot install ends as `failed`: the request itself was accepted. */
export function installs(dependencies: Dependency[]): boolean {
  return dependencies.every(({ name, version }) =>
    name === '@twilio/runtime-handler' ? RUNTIME_HANDLERS.includes(version) : /^[\^~]?\d/.test(version),
  )
}

export function checkPath(path: string): void {
  if (!path.startsWith('/') || path.length >= 256 || /[;,?:@+&$()'"#\s]/.test(path))
    throw badParameter(`Path ${path} is not valid`)
}
