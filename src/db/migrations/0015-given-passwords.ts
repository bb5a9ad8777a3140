import { sql, type Kysely } from 'kysely'
import { addColumns } from './add-once.ts'

/**
 * A password that was given to somebody ends, and is known by a quick hash, too, which only 78 random bits may have.
 * `device_epoch` counts resets: what a browser was given before one counts no more. Attempts of known browsers have a flood
 * gate of their own. Wallboard links of those who are gone end, as they do from now on when somebody is removed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, 'operator', {
    given_password: 'char(64) character set ascii collate ascii_bin null',
    given_until: 'datetime(3) null',
    device_epoch: 'int unsigned not null default 0',
  })
  await sql`
    update wallboard_link link join operator on operator.operator_id = link.created_by
    set link.revoked_at = operator.deleted_at
    where operator.deleted_at is not null and link.revoked_at is null`.execute(db)
  await addColumns(db, 'sign_in_attempt', { known: 'tinyint(1) not null default 0' })
}
