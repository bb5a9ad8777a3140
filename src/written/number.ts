/** Every dash, minus, line and long vowel that people have for one between digits, and what else stands there. */
const betweenDigits = /[\p{Pd}\p{Z}\s\u2212\u207b\u208b\u2500\u2501\u2043ー()/.,・·]/gu

/** Marks that turn the direction of writing, select a variant or join: nobody sees them. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu

/**
 * A number as it was typed, pasted or sent, without all that makes no difference to which number it is: bare digits, with
 * the `+` if there was one. What is no number keeps its letters. The one reading for every field, search and telephone,
 * at the desk and here.
 */
export function plainNumber(written: string): string {
  return written
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(betweenDigits, '')
    .replace(/^tel:/i, '')
    .replace(/^\+810/, '+81')
}

/** Digits of a term that looks like an id or a telephone number, with its `+`; undefined for any other. */
export function searchDigits(term: string): string | undefined {
  return /^\+?\d+$/.exec(plainNumber(term))?.[0]
}

/** Digits as people in Japan dial them: 0312345678 for +81312345678; 00 and the country code for the rest of the world. */
export function asDialled(e164: string): string {
  return e164.startsWith('+81') ? `0${e164.slice(3)}` : e164.replace('+', '00')
}
