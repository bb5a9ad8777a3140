import type { CustomerDetails } from '../../src/http/desk-actions.ts'

const families =
  '佐藤サトウ 鈴木スズキ 髙橋タカハシ 田中タナカ 伊藤イトウ 渡邊ワタナベ 山本ヤマモト 中村ナカムラ 小林コバヤシ 加藤カトウ 吉田ヨシダ 山田ヤマダ 佐々木ササキ 山口ヤマグチ 松本マツモト 井上イノウエ 木村キムラ 林ハヤシ 斎藤サイトウ 清水シミズ 中島ナカジマ 池田イケダ 阿部アベ 橋本ハシモト 森モリ 石川イシカワ 前田マエダ 小川オガワ 藤田フジタ 岡田オカダ'
    .split(' ')
    .map(parts)
const givenNames =
  '花子ハナコ 太郎タロウ 陽菜ヒナ 翔太ショウタ 結衣ユイ 大輔ダイスケ 美咲ミサキ 健一ケンイチ 桜サクラ 蓮レン 恵子ケイコ 誠マコト 由美ユミ 悠斗ユウト 和子カズコ 拓也タクヤ 葵アオイ 直樹ナオキ 愛アイ 剛ツヨシ'
    .split(' ')
    .map(parts)

/** The nth of very many, the same each time: names as common as they are, a mobile number and for some one at home. */
export function person(nth: number): CustomerDetails {
  const [lastName, lastNameKana] = families[(nth * 7919) % families.length]!
  const [given, givenKana] = givenNames[(nth * 104_729 + Math.floor(nth / 30)) % givenNames.length]!
  // Few names repeat a million times: a third have a second character of their own.
  const rare = nth % 3 === 0 ? String.fromCharCode(0x4e00 + (nth % 5000)) : ''
  const mobile = `+8190${String((nth * 48_271) % 100_000_000).padStart(8, '0')}`
  const home = `+813${String(20_000_000 + ((nth * 16_807) % 70_000_000))}`
  return {
    lastName,
    lastNameKana,
    firstName: given + rare,
    firstNameKana: givenKana,
    numbers: nth % 4 === 0 ? [mobile, home] : [mobile],
  }
}

function parts(name: string): [string, string] {
  const [, written = '', reading = ''] = /^(.+?)([ァ-ヶー]+)$/.exec(name) ?? []
  return [written, reading]
}
