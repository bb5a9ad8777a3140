import { expect, test } from 'vitest'
import { searchKey } from './search-key.ts'

test('a reading is found however it is typed', () => {
  const written = ['ナカジマ ゴルメ', 'なかじま ごるめ', 'ﾅｶｼﾞﾏ ｺﾞﾙﾒ', 'ナカジマ　ゴルメ', 'なかじまごるめ']
  expect(new Set(written.map(searchKey))).toEqual(new Set(['なかじまごるめ']))
})

test('old forms of characters, wide letters and company forms make no difference', () => {
  expect(searchKey('髙橋 齋藤')).toBe(searchKey('高橋斎藤'))
  expect(searchKey('𠮷田')).toBe('吉田')
  expect(searchKey('㈱ＡＢＣ商事')).toBe(searchKey('abc商事 株式会社'))
})

test('a key is as long as its column, whatever the letters become', () => {
  expect([...searchKey('㌀'.repeat(64))]).toHaveLength(255)
  expect([...searchKey('ﷺ'.repeat(20))].length).toBeLessThanOrEqual(255)
})

test('voicing marks and long vowels are kept: they tell names apart', () => {
  expect(searchKey('ハハ')).not.toBe(searchKey('ババ'))
  expect(searchKey('オオノ')).not.toBe(searchKey('オーノ'))
})
