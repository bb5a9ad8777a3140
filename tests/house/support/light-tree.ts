import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasToStay, launch } from '../../../scripts/child.ts'
import { run } from '../../../scripts/plain-error.ts'
import { tree } from '../../../scripts/tree.ts'

const withWorker = `
  const { spawn } = require('node:child_process')
  console.log(spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']).pid)
`

/** What `npm start` and `npm test` start, of light programs: one that is no Node, and a Node with a worker. Prints who is who. */
await run(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'light-tree-'))
  tree.add(() => rmSync(folder, { recursive: true }))
  const database = hasToStay('The database', launch('sleep', ['1000'], { stdio: 'ignore' }))
  const server = launch(process.execPath, ['-e', withWorker], { stdio: ['ignore', 'pipe', 'inherit'] })
  hasToStay('The server', server)
  const worker = await new Promise((resolve) =>
    server.stdout!.once('data', (line: Buffer) => resolve(Number(line))),
  )
  const pids = { boot: process.ppid, script: process.pid, database: database.pid, server: server.pid, worker }
  console.log(JSON.stringify({ pids, folder }))
  await new Promise(() => {})
})
