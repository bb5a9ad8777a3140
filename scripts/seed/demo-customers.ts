import type { Db } from '../../src/db/db.ts'
import type { Outcome } from '../../src/http/desk-actions.ts'
import { toColumns, toNumberRows } from '../../src/customer/change-customer.ts'

const families =
  '佐藤サトウ 鈴木スズキ 髙橋タカハシ 田中タナカ 伊藤イトウ 渡邊ワタナベ 山本ヤマモト 中村ナカムラ 小林コバヤシ 加藤カトウ 吉田ヨシダ 山田ヤマダ 佐々木ササキ 山口ヤマグチ 松本マツモト 井上イノウエ 木村キムラ 林ハヤシ 斎藤サイトウ 清水シミズ'
const givenNames =
  '花子ハナコ 太郎タロウ 陽菜ヒナ 翔太ショウタ 結衣ユイ 大輔ダイスケ 美咲ミサキ 健一ケンイチ さくらサクラ 蓮レン 恵子ケイコ 誠マコト 由美ユミ 悠斗ユウト 和子カズコ 拓也タクヤ 葵アオイ 直樹ナオキ'

const notes: [Outcome, string][] = [
  ['resolved', '請求書の再発行をご希望。メールでお送りして完了。'],
  ['call-back', '担当者が不在のため、明日 10 時以降に折り返しのお約束。'],
  ['resolved', '初期設定の手順をご案内。無事に使えるようになったとのこと。'],
  ['forwarded', '法人契約のお見積り。営業へ引き継ぎ済み。'],
  [
    'complaint',
    '配送の遅れについてのお叱り。お詫びし、翌日着で再手配。\n次回ご連絡時は配送状況を先にお伝えすること。',
  ],
  ['no-answer', 'お約束の時間に折り返したが、ご不在。留守番電話に伝言。'],
  ['other', '営業時間のお問い合わせ。'],
  ['none', ''],
]

const total = 48

/** A few dozen people with readings, numbers and a history, unless there are customers already. */
export async function seedCustomers(db: Db, now: Date): Promise<void> {
  const known = await db.selectFrom('customer').select('customer_id').limit(1).executeTakeFirst()
  if (known) return
  const stamps = { created_at: now, updated_at: now }
  for (let index = 0; index < total; index++) {
    const { insertId } = await db
      .insertInto('customer')
      .values({ ...toColumns(person(index)), ...stamps })
      .executeTakeFirstOrThrow()
    const customerId = Number(insertId)
    await db
      .insertInto('customer_number')
      .values(toNumberRows(customerId, numbers(index)))
      .execute()
    await seedContacts(db, customerId, index, now)
  }
}

function person(index: number) {
  const [lastName, lastNameKana] = pick(families, index)
  const [firstName, firstNameKana] = pick(givenNames, index * 7 + Math.floor(index / 20))
  return { lastName, lastNameKana, firstName, firstNameKana }
}

/** The kanji and the reading of the nth name. */
function pick(names: string, index: number): [string, string] {
  const list = names.split(' ')
  const [, written = '', reading = ''] = /^(.+?)([ァ-ヶー]+)$/.exec(list[index % list.length]!) ?? []
  return [written, reading]
}

/** Mobile numbers, every third person with one at home; none of them in use as far as a demo can know. */
function numbers(index: number): string[] {
  // The first is who the telephone's page dials as.
  const mobile = index === 0 ? '+819011111111' : `+8190${String(12340000 + index * 137).padStart(8, '0')}`
  return index % 3 === 0 ? [mobile, `+813${String(52000000 + index * 211)}`] : [mobile]
}

async function seedContacts(db: Db, customerId: number, index: number, now: Date): Promise<void> {
  for (let nth = 0; nth < index % 5; nth++) {
    const [outcome, note] = notes[(index + nth * 3) % notes.length]!
    const hoursAgo = 3 + index * 5 + nth * 170
    const at = new Date(now.getTime() - hoursAgo * 3600_000 - index * 61_000)
    await db
      .insertInto('contact')
      .values({
        contact_id: `DEMO${String(index).padStart(11, '0')}${String(nth).padStart(11, '0')}`,
        customer_id: customerId,
        operator_id: `operator${1 + ((index + nth) % 3)}`,
        number: numbers(index)[0]!,
        queue_id: nth % 2 === 0 ? 'support' : 'sales',
        outcome,
        note,
        contacted_at: at,
        created_at: at,
        updated_at: at,
      })
      .execute()
  }
}
