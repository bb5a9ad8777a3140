import { spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { hasEnded, hasToStay, spawnTied, stopChild } from '../child.ts'
import { freePort } from '../free-port.ts'
import { PlainError } from '../plain-error.ts'
import { tree } from '../tree.ts'
import { findServer, type ServerPrograms } from './server-programs.ts'

/** How long it may take to write down what it holds. */
const PATIENCE_MS = 20_000

export interface PrivateServer {
  /** Without a database's name. */
  url: string
  /** The address of one database on it, which is made if it is not there. */
  database(name: string): Promise<string>
  /** Ends and starts it again, where it was. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Starts a server of our own on a free loopback port, its data in `dataFolder` (made if empty), its programs cached in `cache`. */
export async function startPrivateServer(dataFolder: string, cache: string): Promise<PrivateServer> {
  const programs = await findServer(cache)
  const log = `${dataFolder}.log`
  if (!existsSync(join(dataFolder, 'mysql'))) initialise(programs, dataFolder)
  const port = await freePort()
  // A socket's path may have 107 bytes at most: a project deep in the tree would exceed that.
  const socketFolder = mkdtempSync(join(tmpdir(), 'runa-db-'))
  const url = `mysql://root:${randomBytes(16).toString('hex')}@127.0.0.1:${port}/`
  const args = [
    ...common(programs, dataFolder),
    `--socket=${join(socketFolder, 's')}`,
    `--pid-file=${join(socketFolder, 'pid')}`,
    // Servers that share a folder for temporary tables take each other's away.
    `--tmpdir=${socketFolder}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--log-error=${log}`,
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-buffer-pool-size=128M',
    // Nothing is written into a folder that is being removed.
    '--innodb-buffer-pool-dump-at-shutdown=OFF',
    '--skip-name-resolve',
    ...(programs.kind === 'mysql' ? ['--mysqlx=OFF', '--skip-log-bin'] : []),
    ...locked(socketFolder, new URL(url).password),
  ]
  let child: ChildProcess | undefined
  const start = async () => {
    child = launch(programs, args)
    await answers(child, url, log)
  }
  const stop = async () => {
    if (child) await stopChild(child, PATIENCE_MS)
    rmSync(socketFolder, { recursive: true, force: true })
  }
  // After those that use it, however often it is started.
  tree.add(stop)
  await start()
  return {
    url,
    database: (name) => makeDatabase(url, name),
    restart: async () => {
      if (child) await stopChild(child, PATIENCE_MS)
      await start()
    },
    stop,
  }
}

/**
 * The port is open to every program of this machine: a password of this run keeps them out, and no statement touches
 * files. MySQL knows root@localhost only, which is not 127.0.0.1 while names are not looked up.
 */
function locked(folder: string, password: string): string[] {
  const [init, files] = [join(folder, 'init.sql'), join(folder, 'files')]
  mkdirSync(files)
  const statements = [
    `create user if not exists 'root'@'127.0.0.1' identified by '${password}'`,
    `grant all on *.* to 'root'@'127.0.0.1' with grant option`,
    ...['127.0.0.1', 'localhost'].map((host) => `alter user 'root'@'${host}' identified by '${password}'`),
    `drop user if exists 'root'@'::1'`,
  ]
  writeFileSync(init, statements.map((statement) => `${statement};\n`).join(''), { mode: 0o600 })
  return [`--init-file=${init}`, `--secure-file-priv=${files}`, '--local-infile=OFF']
}

/** Where this breaks off, the next start begins anew: the folder has its name only when it is whole. */
function initialise(programs: ServerPrograms, dataFolder: string): void {
  const unfinished = `${dataFolder}.new`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true })
  const args =
    programs.kind === 'mysql'
      ? [...common(programs, unfinished), '--initialize-insecure']
      : [
          ...common(programs, unfinished),
          '--auth-root-authentication-method=normal',
          '--skip-test-db',
          '--skip-name-resolve',
          '--innodb-flush-method=nosync',
        ]
  const { status, stderr, stdout } = spawnSync(programs.initialise, args, {
    env: environment(programs),
    encoding: 'utf8',
  })
  if (status !== 0) {
    rmSync(unfinished, { recursive: true, force: true })
    throw new PlainError(
      `The database’s folder ${dataFolder} could not be made: ${lastLine(stderr || stdout)}`,
    )
  }
  rmSync(dataFolder, { recursive: true, force: true })
  renameSync(unfinished, dataFolder)
}

function common(programs: ServerPrograms, dataFolder: string): string[] {
  return [
    '--no-defaults',
    `--datadir=${dataFolder}`,
    ...(programs.unpackedAt ? [`--basedir=${join(programs.unpackedAt, 'usr')}`] : []),
    ...(programs.kind === 'mariadb' ? ['--innodb-log-file-size=16M'] : []),
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
  ]
}

function environment({ unpackedAt }: ServerPrograms): NodeJS.ProcessEnv {
  if (!unpackedAt) return process.env
  const libraries = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((triple) =>
    join(unpackedAt, 'usr/lib', triple),
  )
  return { ...process.env, LD_LIBRARY_PATH: libraries.join(':') }
}

function launch(programs: ServerPrograms, args: string[]): ChildProcess {
  const options = { env: environment(programs), stdio: 'ignore' } as const
  return hasToStay('The database', spawnTied(programs.server, args, options))
}

async function answers(child: ChildProcess, url: string, log: string): Promise<void> {
  const until = Date.now() + 60_000
  while (Date.now() < until && !hasEnded(child)) {
    const connection = await connect(url).catch(() => undefined)
    if (connection) return connection.end()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await stopChild(child)
  throw new PlainError(
    `The private database did not start: ${lastLine(existsSync(log) ? readFileSync(log, 'utf8') : '')} (see ${log})`,
  )
}

const connect = (uri: string) => createConnection({ uri, connectTimeout: 1000 })

async function makeDatabase(url: string, name: string): Promise<string> {
  const connection = await connect(url)
  await connection.query(
    `create database if not exists \`${name}\` character set utf8mb4 collate utf8mb4_bin`,
  )
  await connection.end()
  return new URL(name, url).href
}

function lastLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim())
  return (lines.findLast((line) => line.includes('ERROR')) ?? lines.at(-1) ?? 'no reason given').trim()
}
