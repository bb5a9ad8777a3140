import { dictionary } from '@zxcvbn-ts/language-common'

/** Of the demo, which prints it and whose pages show it. */
export const demoPassword = 'runa-demo-2026'

/** Of Japan and of this product, which published leaks do not have. */
const ours = [
  demoPassword,
  'callcenter123',
  'callcenter1234',
  'callcentre123',
  'callcentre1234',
  'operator1234',
  'supervisor123',
  'supervisor1234',
  'administrator1',
  'sakurasakura',
  'aishiteru123',
  'konnichiwa123',
  'yamadatarou123',
  'yamadahanako1',
  'ぱすわーどぱすわーど',
  'パスワードパスワード',
  'このパスワードはひみつです',
]

/** Some ten thousands of published leaks, as the library keeps them, and ours. */
const common: ReadonlySet<string> = new Set(
  [...dictionary['passwords-common'], ...ours].map((password) => password.normalize('NFKC').toLowerCase()),
)

/** Among the commonest, or one short piece again and again. `password` in NFKC. */
export function isCommonPassword(password: string): boolean {
  const folded = password.toLowerCase()
  return common.has(folded) || /^(.{1,4})\1+.?$/u.test(folded)
}
