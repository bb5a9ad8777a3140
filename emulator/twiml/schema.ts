import { SCHEMA_WARNING } from '../error-dictionary.ts'
import { objectTo } from './attributes.ts'
import type { Element } from './document.ts'
import type { Run, Shape } from './run.ts'
import { NotEmulated } from './twiml-error.ts'
import { notEmulatedVerbs, verbs } from './verbs.ts'

/** The verbs of a document without what Twilio would pass over. Throws NotEmulated. */
export function conformingVerbs(run: Run, { children }: Element): Element[] {
  return children.flatMap((child) => {
    const verb = verbs[child.name]
    if (verb) return conforming(run, verb, child)
    if (notEmulatedVerbs.includes(child.name))
      throw new NotEmulated(
        `This emulator knows no verb <${child.name}> yet, only ${Object.keys(verbs).join(', ')}. Twilio does: write emulator/twiml/${child.name.toLowerCase()}.ts.`,
      )
    objectTo(run, SCHEMA_WARNING, `There is no verb <${child.name}>.`)
    return []
  })
}

function conforming(run: Run, shape: Shape, element: Element): Element {
  for (const attribute of Object.keys(element.attributes))
    if (!shape.attributes.includes(attribute)) objectToAttribute(run, shape, element.name, attribute)
  const { nested = {} } = shape
  if (nested === 'any') return element
  const children = element.children.flatMap((child) => {
    const inner = nested[child.name]
    if (inner) return conforming(run, inner, child)
    objectToChild(run, shape, element.name, child.name)
    return []
  })
  return { ...element, children }
}

function objectToAttribute(run: Run, shape: Shape, name: string, attribute: string): void {
  const what = `<${name}> has no attribute "${attribute}"`
  if (shape.notEmulated?.includes(attribute)) throw notEmulated(what, name)
  objectTo(run, SCHEMA_WARNING, `${what}.`)
}

function objectToChild(run: Run, shape: Shape, name: string, child: string): void {
  const what = `<${name}> has no <${child}> in it`
  if (shape.notEmulated?.includes(child)) throw notEmulated(what, name)
  objectTo(run, shape.badNesting ?? SCHEMA_WARNING, `${what}.`)
}

const notEmulated = (what: string, name: string): NotEmulated =>
  new NotEmulated(`${what} in this emulator yet. Twilio documents it: add it in emulator/twiml (${name}).`)
