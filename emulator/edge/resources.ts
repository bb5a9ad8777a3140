import { readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

export type Access = 'public' | 'protected' | 'private'
export interface Resource {
  kind: 'function' | 'asset'
  access: Access
}
/** Keyed by the path of the URL, `/voice/greeting`. */
export type Resources = Map<string, Resource>

/**
 * What a built project publishes. The word before the extension is the access rule and no part of the URL
 * (Serverless Toolkit, serverless-api/src/utils/fs.ts); a function also loses its `.js`.
 */
export function readResources(folders: { functionsFolder?: string; assetsFolder?: string }): Resources {
  const resources: Resources = new Map()
  for (const file of filesIn(folders.functionsFolder)) {
    if (file.endsWith('.js')) add(resources, 'function', file)
  }
  for (const file of filesIn(folders.assetsFolder)) {
    if (!file.endsWith('.DS_Store')) add(resources, 'asset', file)
  }
  return resources
}

/** Twilio serves `/` from an asset of that name, or else from `/assets/index.html`. */
export function findResource(resources: Resources, path: string): Resource | undefined {
  return resources.get(path) ?? (path === '/' ? resources.get('/assets/index.html') : undefined)
}

function add(resources: Resources, kind: Resource['kind'], file: string) {
  const [, stem = file, word, extension = ''] =
    /^(.*?)(?:\.(protected|private))?(\.[^./]*)?$/.exec(file) ?? []
  const path = '/' + (kind === 'function' ? stem : (stem + extension).replaceAll(' ', '-'))
  resources.set(path, { kind, access: (word as Access | undefined) ?? 'public' })
}

function filesIn(folder: string | undefined): string[] {
  if (!folder) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
}
