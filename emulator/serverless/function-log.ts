import { newSid, type Log, type LogLevel, type ServerlessState } from './resources.ts'

/** What a function printed with `console` while it answered a request for this path. */
export interface PrintedLine {
  requestSid: string
  path: string
  level: LogLevel
  message: string
}

/** "Logs are limited to the last 3KB of output per invocation" (Twilio docs: Logs). */
const KEPT_BYTES = 3 * 1024

/** Keeps a line in the log of the environment whose live build printed it. */
export function keepLine(
  state: ServerlessState,
  environmentSid: string,
  { requestSid: request_sid, path, level, message }: PrintedLine,
  now: Pick<Log, 'at' | 'date_created'>,
): void {
  const deployment = state.deployments.findLast(({ environment_sid }) => environment_sid === environmentSid)
  const build = state.builds.find(({ sid }) => sid === deployment?.build_sid)
  const printedBy = build?.versions.find((version) => version.kind === 'function' && version.path === path)
  if (!deployment || !build || !printedBy) return
  const { service_sid, environment_sid, sid: deployment_sid } = deployment
  const owner = { service_sid, environment_sid, deployment_sid, build_sid: build.sid, request_sid }
  const function_sid = printedBy.resource_sid
  state.logs.push({ sid: newSid('NO'), ...owner, function_sid, level, message, ...now })
  state.logs = withoutBeginning(state.logs, request_sid)
}

/** The output of one invocation cut to its end. */
function withoutBeginning(logs: Log[], requestSid: string): Log[] {
  const dropped = new Set<Log>()
  let left = KEPT_BYTES
  for (const line of logs.filter(({ request_sid }) => request_sid === requestSid).reverse()) {
    if (left <= 0) dropped.add(line)
    line.message = lastBytes(line.message, left)
    left -= Buffer.byteLength(`${line.message}\n`)
  }
  return logs.filter((line) => !dropped.has(line))
}

/** Begins with a whole character. */
function lastBytes(text: string, most: number): string {
  const bytes = Buffer.from(text)
  let start = Math.max(0, bytes.length - most)
  while ((bytes[start]! & 0xc0) === 0x80) start++
  return bytes.subarray(start).toString()
}
