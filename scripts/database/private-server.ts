import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { freePort } from '../free-port.ts'
import { PlainError } from '../plain-error.ts'
import { findServer, which, type ServerPrograms } from './server-programs.ts'

export interface PrivateServer {
  port: number
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
    '--skip-name-resolve',
    ...(programs.kind === 'mysql' ? onlyMysql(socketFolder) : []),
  ]
  const start = async () => {
    const child = launch(programs, args)
    await answers(child, port, log)
    return child
  }
  let child = await start()
  return {
    port,
    database: (name) => makeDatabase(port, name),
    restart: async () => {
      await end(child)
      child = await start()
    },
    stop: async () => {
      await end(child)
      rmSync(socketFolder, { recursive: true, force: true })
    },
  }
}

/** MySQL knows root@localhost only, which is not 127.0.0.1 while names are not looked up. */
function onlyMysql(folder: string): string[] {
  const file = join(folder, 'init.sql')
  writeFileSync(
    file,
    "create user if not exists 'root'@'127.0.0.1';\ngrant all on *.* to 'root'@'127.0.0.1' with grant option;\n",
  )
  return ['--mysqlx=OFF', '--skip-log-bin', '--secure-file-priv=NULL', `--init-file=${file}`]
}

function initialise(programs: ServerPrograms, dataFolder: string): void {
  rmSync(dataFolder, { recursive: true, force: true })
  mkdirSync(dataFolder, { recursive: true })
  const args =
    programs.kind === 'mysql'
      ? [...common(programs, dataFolder), '--initialize-insecure']
      : [
          ...common(programs, dataFolder),
          '--auth-root-authentication-method=normal',
          '--skip-test-db',
          '--skip-name-resolve',
          '--innodb-flush-method=nosync',
        ]
  const { status, stderr, stdout } = spawnSync(programs.initialise, args, {
    env: environment(programs),
    encoding: 'utf8',
  })
  if (status === 0) return
  rmSync(dataFolder, { recursive: true, force: true })
  throw new PlainError(`The database’s folder ${dataFolder} could not be made: ${lastLine(stderr || stdout)}`)
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

/** Where Linux can do it, the server is tied to this process and ends with it, however it ends. */
function launch(programs: ServerPrograms, args: string[]): ChildProcess {
  const setpriv = which('setpriv')
  const command = setpriv ? [setpriv, '--pdeathsig', 'TERM', programs.server] : [programs.server]
  // Its own process group: Ctrl-C in the terminal must reach it only through us, after the programs that use it.
  return spawn(command[0]!, [...command.slice(1), ...args], {
    env: environment(programs),
    stdio: 'ignore',
    detached: true,
  })
}

async function answers(child: ChildProcess, port: number, log: string): Promise<void> {
  const until = Date.now() + 60_000
  while (Date.now() < until) {
    if (child.exitCode !== null) break
    const connection = await connect(port).catch(() => undefined)
    if (connection) return connection.end()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill('SIGKILL')
  throw new PlainError(
    `The private database did not start: ${lastLine(existsSync(log) ? readFileSync(log, 'utf8') : '')} (see ${log})`,
  )
}

const connect = (port: number) =>
  createConnection({ host: '127.0.0.1', port, user: 'root', connectTimeout: 1000 })

async function makeDatabase(port: number, name: string): Promise<string> {
  const connection = await connect(port)
  await connection.query(
    `create database if not exists \`${name}\` character set utf8mb4 collate utf8mb4_bin`,
  )
  await connection.end()
  return `mysql://root@127.0.0.1:${port}/${name}`
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

function lastLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim())
  return (lines.findLast((line) => line.includes('ERROR')) ?? lines.at(-1) ?? 'no reason given').trim()
}
