import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { which } from './database/server-programs.ts'
import { PlainError } from './plain-error.ts'

const windowless = 'chromium-headless-shell'
const japaneseFont = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'

/** The path of a Chromium for the browser tests; on Debian as root it is installed, with a Japanese font, if missing. */
export function ensureBrowser(): string {
  installWhereAllowed([
    ...(findBrowser() ? [] : ['chromium']),
    ...(existsSync(japaneseFont) ? [] : ['fonts-noto-cjk']),
  ])
  const browser = findBrowser()
  if (browser) return browser
  throw new PlainError(
    'The browser tests need Chromium on PATH: on Debian, apt-get install chromium fonts-noto-cjk.',
  )
}

/**
 * The same Chromium built without windows, which paints no frame around each page and so costs a fifth less of the
 * processor; where a system does not have it, the whole browser.
 */
export function ensureWindowlessBrowser(): string {
  const browser = ensureBrowser()
  if (process.env.CHROMIUM_PATH) return browser
  if (!which(windowless)) tryInstall([windowless])
  return which(windowless) ?? browser
}

export function findBrowser(): string | undefined {
  return process.env.CHROMIUM_PATH ?? which('chromium') ?? which('google-chrome')
}

function installWhereAllowed(names: string[]): void {
  if (names.length > 0 && which('apt-get') && process.getuid?.() === 0) installPackages(names)
}

function tryInstall(names: string[]): void {
  try {
    installWhereAllowed(names)
  } catch (error) {
    if (!(error instanceof PlainError)) throw error
    console.log(`${error.message} The tests take longer without.`)
  }
}

function installPackages(names: string[]): void {
  console.log(`Installing ${names.join(' and ')} for the browser tests (apt-get) …`)
  const apt = (...args: string[]) =>
    execFileSync('apt-get', args, {
      stdio: 'pipe',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  const install = () => apt('install', '-y', '--no-install-recommends', ...names)
  try {
    install()
  } catch {
    tryUpdate(apt)
    installOrSay(install, names)
  }
}

function tryUpdate(apt: (...args: string[]) => unknown): void {
  try {
    apt('update')
  } catch {
    // The installation that follows says what is wrong.
  }
}

function installOrSay(install: () => unknown, names: string[]): void {
  try {
    install()
  } catch (error) {
    const reason = String((error as { stderr?: Buffer }).stderr ?? error)
      .split('\n')
      .find((line) => line.trim())
    throw new PlainError(`apt-get could not install ${names.join(' and ')}: ${reason}`)
  }
}
