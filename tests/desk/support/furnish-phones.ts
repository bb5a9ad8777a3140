import type { Db } from '../../../src/db/db.ts'
import { createQueue } from '../../../emulator/telephony/queue.ts'
import { anOperator, aQueue } from '../../support/builders.ts'
import type { Centre } from '../../support/centre.ts'

/** Two operators of two queues, here and at Twilio, and one customer with a history. Wrap-up long enough to look at. */
export async function furnishPhones({ db, emulator }: Centre): Promise<void> {
  createQueue(emulator.telephony, 'support')
  createQueue(emulator.telephony, 'sales')
  await aQueue(db, { queue_id: 'support', queue_name: 'サポート', wrap_up_seconds: 60 })
  await aQueue(db, { queue_id: 'sales', queue_name: 'ご注文', wrap_up_seconds: 1 })
  const queues = ['support', 'sales']
  await anOperator(db, { operator_id: 'operator1', last_name: '操作', first_name: '一郎', queues })
  await anOperator(db, { operator_id: 'operator2', last_name: '佐藤', first_name: '次郎', queues })
  await aCustomer(db, 7, '花子', 'はなこ')
  await aContact(db)
}

/** Of the same family, with the same number. */
export async function anotherCustomer(db: Db): Promise<void> {
  await aCustomer(db, 8, '太郎', 'たろう')
}

async function aCustomer(db: Db, customer_id: number, first_name: string, kana: string): Promise<void> {
  const now = new Date()
  await db
    .insertInto('customer')
    .values({
      customer_id,
      last_name: '山田',
      first_name,
      last_name_kana: 'やまだ',
      first_name_kana: kana,
      search_name: `山田${first_name}`,
      search_kana: `やまだ${kana}`,
      created_at: now,
      updated_at: now,
    })
    .execute()
  await db
    .insertInto('customer_number')
    .values({
      customer_id,
      number: '+81312345678',
      search_number: '81312345678',
      last_four: '5678',
    })
    .execute()
}

async function aContact(db: Db): Promise<void> {
  const now = new Date()
  await db
    .insertInto('contact')
    .values({
      contact_id: '01HISTORY00000000000000001',
      customer_id: 7,
      operator_id: 'operator2',
      CallSid: null,
      number: '+81312345678',
      queue_id: 'support',
      outcome: 'call-back',
      note: '前回は請求書の件',
      contacted_at: new Date(now.getTime() - 86_400_000),
      created_at: now,
      updated_at: now,
    })
    .execute()
}
