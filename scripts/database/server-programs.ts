import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { PlainError } from '../plain-error.ts'

/** A MySQL-compatible server as programs on this machine; `libraries` where they were unpacked, not installed. */
export interface ServerPrograms {
  kind: 'mariadb' | 'mysql'
  server: string
  initialise: string
  /** The prefix of an unpacked server, which must be told where its own files are. */
  unpackedAt?: string
}

const packages = [
  'mariadb-server-core',
  'mariadb-client-core',
  'mariadb-common',
  'mysql-common',
  'libmariadb3',
  'liburing2',
  'libaio1',
  'libnuma1',
  'libncurses6',
]

/** A server on PATH; else, on Debian, MariaDB's packages fetched and unpacked below `cache` without installing them. */
export async function findServer(cache: string, path = searchPath()): Promise<ServerPrograms> {
  return onPath(path) ?? unpacked(cache) ?? (await fetchFromDebian(cache, path))
}

function onPath(path: string[]): ServerPrograms | undefined {
  const mariadb = which('mariadbd', path)
  const installDb = which('mariadb-install-db', path)
  if (mariadb && installDb) return { kind: 'mariadb', server: mariadb, initialise: installDb }
  const mysql = which('mysqld', path)
  if (mysql) return { kind: 'mysql', server: mysql, initialise: mysql }
}

function unpacked(cache: string): ServerPrograms | undefined {
  const root = join(cache, 'mariadb')
  const server = join(root, 'usr/sbin/mariadbd')
  if (!existsSync(server)) return
  return { kind: 'mariadb', server, initialise: join(root, 'usr/bin/mariadb-install-db'), unpackedAt: root }
}

async function fetchFromDebian(cache: string, path: string[]): Promise<ServerPrograms> {
  if (!which('apt-get', path) || !which('dpkg', path)) throw new PlainError(whatToInstall)
  const work = join(cache, `mariadb.${process.pid}`)
  try {
    mkdirSync(join(work, 'deb'), { recursive: true })
    console.log('Fetching a private MariaDB from Debian’s packages (once, about 8 MB) …')
    await download(which('apt-get', path)!, join(work, 'deb'))
    for (const file of readdirSync(join(work, 'deb'))) {
      execFileSync('dpkg', ['-x', join(work, 'deb', file), join(work, 'root')], { stdio: 'pipe' })
    }
    if (!existsSync(join(cache, 'mariadb'))) renameSync(join(work, 'root'), join(cache, 'mariadb'))
  } catch (error) {
    throw new PlainError(`${couldNotFetch} (${firstLine(error)})`)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return unpacked(cache)!
}

async function download(aptGet: string, folder: string): Promise<void> {
  const fetch = () => promisify(execFile)(aptGet, ['download', ...packages], { cwd: folder })
  await fetch().catch(async () => {
    // A fresh machine has no package lists yet.
    await promisify(execFile)(aptGet, ['update']).catch(() => undefined)
    await fetch()
  })
}

const whatToInstall =
  'There is no database to be had: put a MySQL 8 or MariaDB 10.6 server (mysqld or mariadbd) on PATH, or set DATABASE_URL.'
const couldNotFetch =
  'There is no database server on PATH, and Debian’s MariaDB packages could not be fetched. Install mariadb-server-core, connect to the network, or set DATABASE_URL.'

function firstLine(error: unknown): string {
  const text = (error as { stderr?: string }).stderr || String(error)
  return text.split('\n').find((line) => line.trim()) ?? 'no reason given'
}

export function which(program: string, path = searchPath()): string | undefined {
  return path.map((folder) => join(folder, program)).find((file) => existsSync(file))
}

/** Servers live in `sbin`, which is not on everybody's PATH. */
function searchPath(): string[] {
  return [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/sbin', '/usr/local/sbin']
}
