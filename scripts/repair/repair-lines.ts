/** What a function printed because it could not write, and where it stands. */
export interface RepairLine {
  where: string
  text: string
}

/** By itself, or in the message of a log record as JSON, where every quote has a backslash. */
const beginning = /\{(\\?)"repair\1"\s*:/g
/** Up to the quote that ends the message. */
const restOfMessage = /(?:[^"\\]|\\.)*/y
/** A line has no objects inside. */
const wholeObject = /\{(?:[^"{}]|"(?:[^"\\]|\\.)*")*\}/y

/** The repair lines in a text of any kind: what a function printed, `twilio serverless:logs`, records as JSON. */
export function repairLinesIn(text: string): RepairLine[] {
  return text
    .split('\n')
    .flatMap((line, index) => repairsOf(line).map((found) => ({ where: `line ${index + 1}`, text: found })))
}

/** Those of one line; one that breaks off comes as far as it goes. */
export function repairsOf(line: string): string[] {
  return [...line.matchAll(beginning)].map(({ index, 1: escape }) =>
    objectAt(escape ? unescaped(matchAt(restOfMessage, line, index)) : line.slice(index)),
  )
}

const objectAt = (text: string): string => matchAt(wholeObject, text, 0) || text

function unescaped(message: string): string {
  try {
    return JSON.parse(`"${message}"`) as string
  } catch {
    return message
  }
}

function matchAt(pattern: RegExp, text: string, index: number): string {
  pattern.lastIndex = index
  return pattern.exec(text)?.[0] ?? ''
}
