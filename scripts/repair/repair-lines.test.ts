import { expect, test } from 'vitest'
import { repairLinesIn } from './repair-lines.ts'

const line = '{"repair":"visit_left","CallSid":"CA1","queue":"a \\"b\\" {c}","queueTime":5}'
const inRecord = JSON.stringify({
  level: 'error',
  message: line,
  url: 'https://example.com/voice/queue-left',
})
const found = (text: string) => repairLinesIn(text).map(({ where, text: json }) => `${where}: ${json}`)

test.each([
  ['what a function printed', line],
  ['a line of twilio serverless:logs', `[ERROR][2025-11-22T10:00:00Z]: ${line}`],
  ['a log record as JSON', inRecord],
  [
    'a whole answer of the logs’ API',
    JSON.stringify({ logs: [{ message: 'nothing' }, JSON.parse(inRecord)] }),
  ],
  [
    'something else on both sides',
    `${JSON.stringify({ route: '/voice/queue-left' })} ${line} {"and":"more"}`,
  ],
])('finds a line in %s', (_name, text) => {
  expect(found(text)).toEqual([`line 1: ${line}`])
})

test('tells where each stands, two in one line too', () => {
  expect(found(`first\r\n${line}\r\n\r\n${line}${inRecord}`)).toEqual([
    `line 2: ${line}`,
    `line 4: ${line}`,
    `line 4: ${line}`,
  ])
})

test('shows a line that is cut off, and the whole one after it', () => {
  const cut = line.slice(0, 45)
  expect(found(`${cut}\n${line}`)).toEqual([`line 1: ${cut}`, `line 2: ${line}`])
  expect(found(`${cut}${line}`).at(-1)).toEqual(`line 1: ${line}`)
  const cutRecord = inRecord.slice(0, 60)
  expect(found(cutRecord)).toHaveLength(1)
  expect(() => JSON.parse(repairLinesIn(cutRecord)[0]!.text)).toThrow()
})

test('finds nothing where there is nothing', () => {
  expect(found('')).toEqual([])
  expect(found('{"mysql":"timeout"}\n{"repaired":1}\nrepair')).toEqual([])
})
