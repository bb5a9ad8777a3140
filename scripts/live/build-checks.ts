import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, extname, join, relative } from 'node:path'
import type { Finding } from './finding.ts'

const FUNCTIONS = 49
const FUNCTION_BYTES = 1_000_000
const ASSET_BYTES = 25_000_000
const PRIVATE_ASSETS = ['database-ca.private.pem']
const PUBLIC_KINDS = [
  ...['.html', '.js', '.css', '.json', '.xml', '.svg', '.png', '.ico', '.webp'],
  ...['.woff2', '.wav', '.mp3', '.webmanifest', '.txt'],
]
/** Both in Twilio's list and on npm: what is only on npm, its builds refuse (error 20001). */
const RUNTIME_HANDLER = '2.0.1'

interface File {
  /** Relative to its folder, with slashes. */
  path: string
  full: string
}

/** What would be uploaded from `dist`, judged before anything is sent. `secrets` must stand in no file. */
export function buildFindings(dist: string, packageFile: string, secrets: string[] = []): Finding[] {
  const functions = filesIn(join(dist, 'functions')).filter(({ path }) => path.endsWith('.js'))
  const assets = filesIn(join(dist, 'assets'))
  return [
    ...presence(functions, assets),
    ...functions.flatMap(functionFindings),
    ...assets.flatMap(assetFindings),
    ...[...functions, ...assets].flatMap((file) => secretFindings(file, secrets)),
    ...packageFindings(packageFile),
  ]
}

function filesIn(folder: string): File[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((full) => ({ full, path: relative(folder, full).replaceAll('\\', '/') }))
    .sort((one, other) => (one.path < other.path ? -1 : 1))
}

function presence(functions: File[], assets: File[]): Finding[] {
  const remedy = 'build again: npm run build'
  const findings: Finding[] = []
  if (functions.length === 0) findings.push({ what: 'there is no built function', remedy })
  if (functions.length > FUNCTIONS)
    findings.push({
      what: `there are ${functions.length} functions`,
      remedy: `keep them under ${FUNCTIONS + 1}`,
    })
  if (!assets.some(({ path }) => path === 'assets/index.html'))
    findings.push({ what: "the desk's page is not built", remedy })
  if (!assets.some(({ path }) => path === 'assets/fallback.xml'))
    findings.push({ what: 'the fallback document is not built', remedy })
  return findings
}

function functionFindings({ path, full }: File): Finding[] {
  const findings: Finding[] = []
  const isProtected = path.endsWith('.protected.js')
  if (!/^(voice|api)\//.test(path))
    findings.push({
      what: `dist/functions/${path} is neither under voice/ nor under api/`,
      remedy: 'every .js file there becomes an endpoint: move it',
    })
  if (path.startsWith('voice/') && !isProtected)
    findings.push({
      what: `dist/functions/${path} is open to everybody`,
      remedy: 'what Twilio calls is named .protected.ts: rename its source',
    })
  if (path.startsWith('api/') && (isProtected || path.endsWith('.private.js')))
    findings.push({
      what: `dist/functions/${path} cannot be reached by a browser`,
      remedy: 'what the desk calls has a plain name, and a wrapper that checks the session',
    })
  const { size } = statSync(full)
  if (size > FUNCTION_BYTES)
    findings.push({
      what: `dist/functions/${path} has ${size} bytes`,
      remedy: `${FUNCTION_BYTES} is the most: see what it bundles`,
    })
  if (/\brequire\(["']\.\.?\//.test(readFileSync(full, 'utf8')))
    findings.push({
      what: `dist/functions/${path} requires a file beside it`,
      remedy: 'deployed functions lie alone: bundle it',
    })
  return findings
}

function assetFindings({ path, full }: File): Finding[] {
  const remedy = 'everything under dist/assets is published: remove it'
  const at = `dist/assets/${path}`
  const findings: Finding[] = []
  if (path.split('/').some((part) => part.startsWith('.')))
    findings.push({ what: `${at} is a hidden file`, remedy })
  else if (/\.private\.[^/]*$/.test(path) && !PRIVATE_ASSETS.includes(path))
    findings.push({ what: `${at} is called private but is none of ours`, remedy })
  else if (!PRIVATE_ASSETS.includes(path) && !PUBLIC_KINDS.includes(extname(path)))
    findings.push({ what: `${at} is no kind of file that belongs to the desk`, remedy })
  else if (!path.startsWith('assets/') && !PRIVATE_ASSETS.includes(path))
    findings.push({ what: `${at} is outside of /assets/`, remedy })
  if (/[;,?:@+&$()'"#]/.test(basename(path)))
    findings.push({ what: `${at} has a name that Twilio refuses`, remedy: 'rename it' })
  if (statSync(full).size > ASSET_BYTES)
    findings.push({ what: `${at} is over 25 MB`, remedy: 'Twilio refuses it: make it smaller' })
  return findings
}

function secretFindings({ full }: File, secrets: string[]): Finding[] {
  const text = readFileSync(full, 'latin1')
  if (!secrets.some((secret) => secret.length >= 8 && text.includes(secret))) return []
  const name = full.slice(full.lastIndexOf('dist'))
  return [
    {
      what: `${name} contains a secret of an env file, or a folder of this machine`,
      remedy: 'build in a clean clone: npm run build',
    },
  ]
}

/** `dependencies` go to Twilio's npm word for word: a range would install something that nobody has tested. */
function packageFindings(packageFile: string): Finding[] {
  const { dependencies = {} } = JSON.parse(readFileSync(packageFile, 'utf8')) as {
    dependencies?: Record<string, string>
  }
  const findings = Object.entries(dependencies)
    .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
    .map(([name, version]) => ({
      what: `package.json asks for ${name} "${version}"`,
      remedy: 'give one exact version',
    }))
  if (dependencies['@twilio/runtime-handler'] === RUNTIME_HANDLER) return findings
  return [
    ...findings,
    {
      what: `package.json asks for @twilio/runtime-handler "${dependencies['@twilio/runtime-handler'] ?? 'nothing'}"`,
      remedy: `Twilio deploys ${RUNTIME_HANDLER}`,
    },
  ]
}
