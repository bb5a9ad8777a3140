import { expect, test } from 'vitest'
import { folded, searchKey } from './name.ts'

test('a reading is found however it is typed', () => {
  const written = ['ナカジマ ゴルメ', 'なかじま ごるめ', 'ﾅｶｼﾞﾏ ｺﾞﾙﾒ', 'ナカジマ　ゴルメ', 'なかじまごるめ']
  expect(new Set(written.map(searchKey))).toEqual(new Set(['なかじまごるめ']))
})

test('old forms of characters, wide letters and company forms make no difference', () => {
  expect(searchKey('髙橋 齋藤')).toBe(searchKey('高橋斎藤'))
  expect(searchKey('𠮷田')).toBe('吉田')
  expect(searchKey('㈱ＡＢＣ商事')).toBe(searchKey('abc商事 株式会社'))
})

test('what nobody sees makes no difference', () => {
  expect(searchKey('葛\u{e0100}城')).toBe(searchKey('葛城'))
  expect(searchKey('渡邉\u{e0105}')).toBe(searchKey('渡邊'))
  expect(searchKey('\u200e山\u200b田\ufeff\ufe0e\u00ad')).toBe('山田')
  expect(searchKey('か\u200b\u3099')).toBe('が')
})

test('a colleague is found as a customer is, and a company’s form is a part of a queue’s or colleague’s name', () => {
  expect(folded('髙橋 ケン')).toBe(folded('高橋ｹﾝ'))
  expect(folded('株式会社')).not.toBe('')
})

test('a key is as long as its column, whatever the letters become', () => {
  expect([...searchKey('㌀'.repeat(64))]).toHaveLength(255)
  expect([...searchKey('ﷺ'.repeat(20))].length).toBeLessThanOrEqual(255)
})

test('voicing marks and long vowels are kept: they tell names apart', () => {
  expect(searchKey('ハハ')).not.toBe(searchKey('ババ'))
  expect(searchKey('オオノ')).not.toBe(searchKey('オーノ'))
})
