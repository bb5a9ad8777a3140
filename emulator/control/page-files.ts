import type { ServerResponse } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { ControlError } from './control-error.ts'

const FOLDER = join(import.meta.dirname, 'page')
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Nothing may run on the page but its own files, whatever a call's parameters contain. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'"

/** The page's files as they lie in `page/`; TypeScript loses its types on the way. */
export async function sendPageFile(path: string, response: ServerResponse) {
  const name = path === '' || path === '/' ? 'index.html' : path.slice(1)
  if (!/^[a-z0-9-]+\.(html|css|ts|svg)$/.test(name)) throw new ControlError(404, 'There is no such page.')
  const content = await readFile(join(FOLDER, name), 'utf8').catch(() => undefined)
  if (content === undefined) throw new ControlError(404, 'There is no such page.')
  const body = name.endsWith('.ts') ? await withoutTypes(content) : content
  response.writeHead(200, {
    'content-type': TYPES[extname(name)],
    'cache-control': 'no-store',
    'content-security-policy': POLICY,
  })
  response.end(body)
}

async function withoutTypes(source: string): Promise<string> {
  const { transform } = await import('esbuild')
  const { code } = await transform(source, {
    loader: 'ts',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  })
  return code
}
