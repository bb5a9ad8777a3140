import { element } from './dom.ts'

/** A TwiML document with one verb a line, indented; anything that is no XML as it came. */
export function twimlView(text: string): HTMLElement {
  if (!/^\s*<(\?xml|Response)/.test(text)) return element('pre', { class: 'twiml' }, text)
  const document = new DOMParser().parseFromString(text, 'text/xml')
  const broken = document.querySelector('parsererror')
  return element('pre', { class: 'twiml' }, ...(broken ? [text] : lines(document.documentElement, '')))
}

function lines(node: Element, indent: string): (Node | string)[] {
  const children = [...node.childNodes].filter(
    (child) => child instanceof Element || child.textContent?.trim(),
  )
  const opening = [indent, '<', mark('tag', node.tagName), ...attributes(node)]
  if (!children.length) return [...opening, '/>\n']
  const closing = ['</', mark('tag', node.tagName), '>\n']
  const [only] = children
  if (children.length === 1 && only && !(only instanceof Element)) {
    return [...opening, '>', mark('words', only.textContent?.trim() ?? ''), ...closing]
  }
  return [...opening, '>\n', ...children.flatMap((child) => inner(child, indent + '  ')), indent, ...closing]
}

function inner(child: ChildNode, indent: string): (Node | string)[] {
  if (child instanceof Element) return lines(child, indent)
  return [indent, mark('words', child.textContent?.trim() ?? ''), '\n']
}

function attributes(node: Element): (Node | string)[] {
  return [...node.attributes].flatMap(({ name, value }) => [` ${name}="`, mark('value', value), '"'])
}

function mark(name: string, text: string): HTMLElement {
  return element('span', { class: name }, text)
}
