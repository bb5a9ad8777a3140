import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { sdkSound } from './sdk-sounds.ts'

const SHIM = join(import.meta.dirname, 'shim.ts')
let shim: Promise<string> | undefined

/** The shim, and what it leads the SDK to: sounds made here, and nothing for its statistics. */
export async function sendSdkFile(path: string, response: ServerResponse) {
  if (path === '/shim.js')
    return reply(response, 'text/javascript; charset=utf-8', await (shim ??= makeShim()))
  if (path === '/nothing') return void response.writeHead(204).end()
  reply(response, 'audio/wav', sdkSound(path.slice('/sounds/'.length)))
}

async function makeShim(): Promise<string> {
  const { transform } = await import('esbuild')
  const { code } = await transform(await readFile(SHIM, 'utf8'), { loader: 'ts' })
  return code
}

function reply(response: ServerResponse, type: string, body: string | Buffer) {
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' })
  response.end(body)
}
