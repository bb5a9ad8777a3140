import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Build, Dependency, Version } from './resources.ts'

/** A resource as the runtime-handler wants it: the URL's path, and where its one file lies. */
interface Route {
  name: string
  path: string
  access: string
  filePath: string
}

export interface Layout {
  directory: string
  routes: { functions: Route[]; assets: Route[] }
}

/**
 * Lays a build out as Twilio does: every file alone, flat, named by its version's SID, with nothing else of the
 * project beside it, and only the packages that were deployed. A relative `require` finds nothing there.
 */
export async function layOut(build: Build, packagesFrom: string): Promise<Layout> {
  const directory = await mkdtemp(join(tmpdir(), 'deployed-build-'))
  const files = build.versions.filter(
    ({ kind, visibility }) => kind === 'function' || visibility === 'private',
  )
  const routes = await Promise.all(files.map((version) => place(version, directory)))
  await placePackages(build.dependencies, directory, packagesFrom)
  const ofKind = (kind: Version['kind']) => routes.filter((_, index) => files[index]!.kind === kind)
  return { directory, routes: { functions: ofKind('function'), assets: ofKind('asset') } }
}

async function place(version: Version, directory: string): Promise<Route> {
  const filePath = join(directory, `${version.sid}${version.kind === 'function' ? '.js' : ''}`)
  await writeFile(filePath, version.content)
  return { name: version.path, path: version.path, access: version.visibility, filePath }
}

/** Links, since the packages' own dependencies lie beside them in the project. */
async function placePackages(dependencies: Dependency[], directory: string, from: string): Promise<void> {
  for (const { name } of dependencies) {
    const link = join(directory, 'node_modules', name)
    await mkdir(dirname(link), { recursive: true })
    await symlink(packageFolder(name, from), link, 'junction')
  }
}

function packageFolder(name: string, from: string): string {
  const searched = createRequire(join(from, 'package.json')).resolve.paths(name) ?? []
  const found = searched.map((folder) => join(folder, name)).find((folder) => isPackage(folder))
  if (!found) throw new Error(`The deployed dependency ${name} is not installed in ${from}.`)
  return found
}

function isPackage(folder: string): boolean {
  try {
    createRequire(import.meta.url).resolve(join(folder, 'package.json'))
    return true
  } catch {
    return false
  }
}
