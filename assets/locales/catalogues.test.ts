import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import en from './en.json' with { type: 'json' }
import ja from './ja.json' with { type: 'json' }

type Catalogue = Record<string, Record<string, string>>

const app = join(import.meta.dirname, '../app')
const names = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.tsx?$/.test(name) && !name.includes('.test.'),
)
/** Its types say which words a `${…}` within a key can stand for. */
const program = ts.createProgram(
  names.map((name) => join(app, name)),
  {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.NodeNext,
    jsx: ts.JsxEmit.ReactJSX,
    strict: true,
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  },
)
const sources = names.map((name) => ({ name, file: program.getSourceFile(join(app, name))! }))

function keysOf(catalogue: Catalogue): string[] {
  return Object.entries(catalogue).flatMap(([place, words]) =>
    Object.keys(words).map((key) => `${place}.${key}`),
  )
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort()
}

test('both languages have the same words in the same order, sorted', () => {
  expect(keysOf(en)).toEqual(keysOf(ja))
  for (const catalogue of [en, ja] as Catalogue[]) {
    expect(Object.keys(catalogue)).toEqual(Object.keys(catalogue).sort())
    for (const words of Object.values(catalogue))
      expect(Object.keys(words)).toEqual(Object.keys(words).sort())
  }
})

test('each sentence has the same placeholders in both languages', () => {
  const differing = keysOf(ja).filter((key) => {
    const [place = '', name = ''] = key.split(/\.(.*)/s)
    const japanese = (ja as Catalogue)[place]?.[name] ?? ''
    const english = (en as Catalogue)[place]?.[name] ?? ''
    return placeholders(japanese).join() !== placeholders(english).join()
  })
  expect(differing).toEqual([])
})

test('every word of the catalogues is used', () => {
  const used = new Set(sources.flatMap(({ file }) => nodesOf(file).flatMap(textsOf)))
  const unused = keysOf(ja).filter((key) => !used.has(key.replace(/_(one|other)$/, '')))
  expect(unused).toEqual([])
})

/** Every text that a literal can be: `error.${code}` as many as there are codes. */
function textsOf(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (!ts.isTemplateExpression(node)) return []
  return node.templateSpans.reduce(
    (texts, { expression, literal }) =>
      texts.flatMap((text) => literalsOf(expression).map((word) => text + word + literal.text)),
    [node.head.text],
  )
}

function literalsOf(expression: ts.Expression): string[] {
  const type = program.getTypeChecker().getTypeAtLocation(expression)
  const types = type.isUnion() ? type.types : [type]
  return types.filter((each) => each.isStringLiteral()).map(({ value }) => value)
}

/** What is no word of a language, and why. */
const noWords = new Set([
  // Each language is written in itself.
  ...['日本語', 'English'],
  // Names.
  ...['Runa-CCA', '· Runa-CCA', 'Twilio'],
  // In the stories of calls that only tests tell.
  '操作員2',
])

test('no word on the page has escaped the catalogues', () => {
  const escaped = sources.flatMap(({ name, file }) =>
    nodesOf(file)
      .flatMap(shownTexts)
      .map((text) => text.trim())
      .filter((text) => /\p{L}/u.test(text) && !noWords.has(text))
      .map((text) => `${name}: ${text}`),
  )
  expect(escaped).toEqual([])
})

test.each([
  ['text between tags', '<p>Lost {word} found</p>', ['Lost', 'found']],
  ['text under a condition', '<p>{lost && `Lost`}{found ? "Found" : t("shell.lost")}</p>', ['Lost', 'Found']],
  ['text beside a function', '<List onPick={() => go()} label="Lost">{rows}</List>', ['Lost']],
  [
    'a title made of parts',
    '<b title={`Lost ${count} of` + " many"} className="lost" />',
    ['Lost', 'of', 'many'],
  ],
  ['words for a question', 'ask({ title: "Lost", action: found || "Find", key: "lost" })', ['Lost', 'Find']],
  ['the title of the page', 'document.title = `${title} · Lost`', ['· Lost']],
  ['Japanese anywhere', 'const lost = new Map([["a", "迷子"]])', ['迷子']],
])('%s would be found', (_, code, words) => {
  const file = ts.createSourceFile('page.tsx', code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TSX)
  const found = nodesOf(file).flatMap(shownTexts)
  expect(found.map((text) => text.trim()).filter(Boolean)).toEqual(words)
})

/** Attributes and properties that people see or hear. */
const seenOrHeard =
  /^(label|title|text|placeholder|alt|description|explain|unit|action|saveLabel|body|aria-(label|description|roledescription|valuetext))$/

/** The texts for which a node gives a place on the page. */
function shownTexts(node: ts.Node): string[] {
  if (ts.isJsxText(node)) return [node.text]
  if (ts.isJsxExpression(node)) return isOfAttribute(node) ? [] : literalTexts(node.expression)
  if (ts.isJsxAttribute(node) && seenOrHeard.test(node.name.getText()))
    return literalTexts(inner(node.initializer))
  if (ts.isPropertyAssignment(node) && seenOrHeard.test(nameOf(node.name)))
    return literalTexts(node.initializer)
  if (ts.isBinaryExpression(node) && /\.title$/.test(node.left.getText())) return literalTexts(node.right)
  return ts.isStringLiteralLike(node) && /\p{sc=Hira}|\p{sc=Kana}|\p{sc=Han}/u.test(node.text)
    ? [node.text]
    : []
}

function isOfAttribute(node: ts.JsxExpression): boolean {
  return ts.isJsxAttribute(node.parent)
}

function inner(initializer: ts.JsxAttributeValue | undefined): ts.Expression | undefined {
  return initializer && ts.isJsxExpression(initializer) ? initializer.expression : initializer
}

function nameOf(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : ''
}

/** The literals that an expression can turn out to be; those given to a function are the function's matter. */
function literalTexts(expression: ts.Expression | undefined): string[] {
  if (!expression) return []
  if (ts.isStringLiteralLike(expression)) return [expression.text]
  if (ts.isTemplateExpression(expression))
    return [
      expression.head.text,
      ...expression.templateSpans.flatMap((span) => [...literalTexts(span.expression), span.literal.text]),
    ]
  if (ts.isConditionalExpression(expression))
    return [expression.whenTrue, expression.whenFalse].flatMap(literalTexts)
  if (ts.isBinaryExpression(expression)) return [...leftTexts(expression), ...literalTexts(expression.right)]
  if (ts.isParenthesizedExpression(expression) || ts.isAsExpression(expression))
    return literalTexts(expression.expression)
  return ts.isArrayLiteralExpression(expression) ? expression.elements.flatMap(literalTexts) : []
}

/** `a && b` is b or nothing; of a comparison neither side is shown. */
function leftTexts({ left, operatorToken }: ts.BinaryExpression): string[] {
  const shown = [ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.PlusToken]
  return shown.includes(operatorToken.kind) ? literalTexts(left) : []
}

function nodesOf(root: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = []
  const visit = (node: ts.Node) => {
    nodes.push(node)
    ts.forEachChild(node, visit)
  }
  visit(root)
  return nodes
}
