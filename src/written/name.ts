/** Written in more than one way for the same name; the first of each pair is found by the second. */
const variants = new Map(
  [
    '髙高',
    '﨑崎',
    '嵜崎',
    '齋斎',
    '齊斉',
    '邊辺',
    '邉辺',
    '濵浜',
    '濱浜',
    '澤沢',
    '廣広',
    '德徳',
    '栁柳',
    '𠮷吉',
    '眞真',
  ]
    .concat([
      '惠恵',
      '國国',
      '嶋島',
      '嶌島',
      '櫻桜',
      '瀨瀬',
      '淵渕',
      '應応',
      '學学',
      '曾曽',
      '彌弥',
      '龍竜',
      '瀧滝',
      '槇槙',
    ])
    .map((pair) => [...pair] as [string, string]),
)

/** Characters that the columns hold. One letter of a name may become eighteen by NFKC. */
const longest = 255

const companyForms = /株式会社|有限会社|合同会社|\((?:株|有|合)\)/g

/** Variation selectors, zero-width characters, marks of direction: 葛󠄀城 looks like 葛城, and is meant so. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu

/** Raised when this file folds another way than before: `migrate` then makes the stored keys anew. */
export const foldingVersion = 2

/**
 * A name as every search compares it, at the desk and here: width, case, spaces, hyphens, katakana or hiragana, old forms
 * of characters and what nobody sees make no difference.
 */
export function folded(written: string): string {
  const plain = written.replace(invisible, '').normalize('NFKC').replace(invisible, '').toLowerCase()
  const hiragana = plain.replace(/[\u30a1-\u30f6]/g, (katakana) =>
    String.fromCharCode(katakana.charCodeAt(0) - 0x60),
  )
  return [...hiragana.replace(/[\s\-‐‑–—―・･.,'’]/g, '')]
    .map((letter) => variants.get(letter) ?? letter)
    .join('')
}

/** What a customer's name or reading is found by: both the column and the term go through here, and MySQL compares bytes. */
export function searchKey(written: string): string {
  return [...folded(written).replace(companyForms, '')].slice(0, longest).join('')
}
