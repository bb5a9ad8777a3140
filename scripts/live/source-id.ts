import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../project-root.ts'

/** Where `build` leaves the id, and where the deployed build shows it. */
export const sourceIdPath = '/assets/build.json'

/**
 * Names the sources that a build was made of: 16 hexadecimal digits. Equal trees give equal ids on every machine, so
 * the id tells whether what is deployed, what is in `dist` and what lies here are the same.
 */
export function sourceId(root = projectRoot): string {
  const hash = createHash('sha256')
  for (const file of sources(root)) {
    const text = readFileSync(join(root, file), 'latin1').replaceAll('\r\n', '\n')
    hash.update(`${file.replaceAll('\\', '/')}\0${text}\0`)
  }
  return hash.digest('hex').slice(0, 16)
}

function sources(root: string): string[] {
  return globSync(['functions/**', 'src/**', 'assets/**', 'package.json', 'package-lock.json'], {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => entry.name.endsWith('.pem') || entry.name === '.DS_Store',
  })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
}
