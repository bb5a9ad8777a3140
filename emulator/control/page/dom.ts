type Child = Node | string | undefined | false
type Listeners = { [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void }

export interface Attributes {
  class?: string
  /** A key of the catalogue: the text follows the language. */
  word?: string
  on?: Listeners
  [attribute: string]: unknown
}

/** Makes an element. Text goes in as text, so nothing that a caller sends can become markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  { class: className, word, on = {}, ...attributes }: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  if (className) made.className = className
  if (word) made.dataset.word = word
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value))
  }
  for (const [name, listener] of Object.entries(on)) made.addEventListener(name, listener as EventListener)
  made.append(...children.filter((child): child is Node | string => child !== undefined && child !== false))
  return made
}

export function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`The page has no #${id}.`)
  return found
}

export function replace(parent: HTMLElement, ...children: Child[]) {
  parent.replaceChildren(
    ...children.filter((child): child is Node | string => child !== undefined && child !== false),
  )
}
