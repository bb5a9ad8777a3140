import { SaxesParser } from 'saxes'
import { TwimlError } from './twiml-error.ts'

export interface Element {
  name: string
  attributes: Record<string, string>
  children: Element[]
  /** Its own text and that of its children, trimmed, white space folded. */
  text: string
}

const MOST_BYTES = 64 * 1024

/** Parses a TwiML document to its `<Response>` element. Throws TwimlError with Twilio's number. */
export function parseTwiml(xml: string): Element {
  if (Buffer.byteLength(xml) > MOST_BYTES) throw new TwimlError(11750, 'The document is larger than 64 kB.')
  if (!xml.trim()) throw new TwimlError(11770, 'The answer is empty.')
  const root = parseXml(xml)
  if (root.name !== 'Response')
    throw new TwimlError(12102, `The root of a TwiML document is <Response>, not <${root.name}>.`)
  return root
}

function parseXml(xml: string): Element {
  const parser = new SaxesParser()
  const open: Element[] = []
  let root: Element | undefined
  parser.on('error', (error) => {
    throw new TwimlError(12100, `The document is not well-formed XML: ${error.message}`)
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = {
      name,
      attributes: { ...attributes } as Record<string, string>,
      children: [],
      text: '',
    }
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  const addText = (text: string) => {
    for (const element of open) element.text += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const closed = open.pop()
    if (closed) closed.text = closed.text.replace(/\s+/g, ' ').trim()
  })
  parser.write(xml.replace(/^\uFEFF/, '')).close()
  if (!root) throw new TwimlError(12100, 'The document has no element.')
  return root
}
