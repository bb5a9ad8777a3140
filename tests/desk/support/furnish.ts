import { searchKey } from '../../../src/written/name.ts'
import type { Db } from '../../../src/db/db.ts'
import { anOperator, aQueue } from '../../support/builders.ts'

/** Names that software has been known to spoil. */
export const hardNames = [
  ['<script>alert(1)</script>', '& "x"'],
  ['שלום עולם', 'مرحبا'],
  ['😀🍣', '👩‍👩‍👧'],
  [
    '一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二',
    '一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二',
  ],
] as const

const families = ['佐藤', '鈴木', '高橋', '田中', '伊藤', '渡辺', '山本', '中村', '小林', '加藤']
const readings = [
  'さとう',
  'すずき',
  'たかはし',
  'たなか',
  'いとう',
  'わたなべ',
  'やまもと',
  'なかむら',
  'こばやし',
  'かとう',
]
const given = ['花子', '太郎', '陽菜', '翔太', '結衣', '大輔', '美咲']

/** An administrator, a supervisor and an operator of two queues. */
export async function furnishPeople(db: Db): Promise<void> {
  await aQueue(db, { queue_id: 'support', queue_name: 'サポート' })
  await aQueue(db, { queue_id: 'sales', queue_name: '営業' })
  await anOperator(db, { operator_id: 'admin', last_name: '管理', first_name: '者', operator_level_id: 1 })
  await anOperator(db, {
    operator_id: 'supervisor',
    last_name: '見守',
    first_name: 'る子',
    operator_level_id: 2,
  })
  await anOperator(db, { operator_id: 'operator1', queues: ['support', 'sales'] })
}

/** The sizes to prove: 200 operators, 30 queues; some customers with a history. */
export async function furnishLargely(db: Db): Promise<void> {
  await furnishPeople(db)
  for (let index = 3; index <= 30; index++) {
    const name =
      index === 7 ? '名前がとても長いキューの折り返しを確かめるための三十二文字です' : `窓口${index}`
    await aQueue(db, { queue_id: `queue-${index}`, queue_name: name })
  }
  for (let index = 4; index <= 200; index++) await furnishOperator(db, index)
  await furnishCustomers(db)
}

export async function furnishCustomers(db: Db): Promise<void> {
  for (let index = 1; index <= 60; index++) await furnishCustomer(db, index)
}

async function furnishOperator(db: Db, index: number): Promise<void> {
  const [last_name, first_name] = hardNames[index - 4] ?? [families[index % 10]!, given[index % 7]!]
  await anOperator(db, {
    operator_id: `operator${index}`,
    last_name,
    first_name,
    operator_level_id: index % 25 === 0 ? 2 : 3,
    must_change_password: index % 13 === 0 ? 1 : 0,
    disabled_at: index % 17 === 0 ? new Date() : null,
    queues: index % 3 === 0 ? ['support'] : ['sales', `queue-${3 + (index % 28)}`],
  })
}

async function furnishCustomer(db: Db, index: number): Promise<void> {
  const now = new Date()
  const stamps = { created_at: now, updated_at: now }
  const [last_name, first_name] = hardNames[index - 4] ?? [families[index % 10]!, given[index % 7]!]
  const last_name_kana = readings[index % 10]!
  await db
    .insertInto('customer')
    .values({
      customer_id: index,
      last_name,
      first_name,
      last_name_kana,
      first_name_kana: '',
      search_name: searchKey(last_name + first_name),
      search_kana: searchKey(last_name_kana),
      ...stamps,
    })
    .execute()
  const number = `+8131234${String(5000 + index)}`
  await db
    .insertInto('customer_number')
    .values({ customer_id: index, number, search_number: number.slice(1), last_four: number.slice(-4) })
    .execute()
  if (index === 1) await furnishHistory(db, index)
}

const notes = [
  ['resolved', '納期についてのお問い合わせ。倉庫に確認し、本日中の発送をご案内。'],
  ['call-back', '担当者が不在のため、明日 10 時以降に折り返し。'],
  [
    'complaint',
    '配送の遅れについてのお叱り。お詫びし、翌日着で再手配。\n次回は配送状況を先にお伝えすること。',
  ],
  ['none', ''],
] as const

async function furnishHistory(db: Db, customer_id: number): Promise<void> {
  for (const [index, [outcome, note]] of notes.entries()) {
    const at = new Date(Date.UTC(2026, 9, 20 - index * 3, 5, 12))
    await db
      .insertInto('contact')
      .values({
        contact_id: `01HISTORY${String(index).padStart(17, '0')}`,
        customer_id,
        operator_id: 'operator1',
        CallSid: null,
        number: null,
        queue_id: 'support',
        outcome,
        note,
        contacted_at: at,
        created_at: at,
        updated_at: at,
      })
      .execute()
  }
}
