import { createPool } from 'mysql2/promise'
import { poolOptions } from '../../src/db/pool.ts'

interface House {
  /** Who is talking to somebody there. */
  who: string
  people: number
  number: string
}

const long = (letters: number) => `repeat('😀', ${letters})`
const stamps = 'utc_timestamp(3), utc_timestamp(3)'

/**
 * People who share a number and have as many numbers, letters and long notes as there can be (of more than a few people,
 * one note each), as many notes of before anybody knew them, and one of them on the line.
 */
export async function fillHouse(databaseUrl: string, { who, people, number }: House): Promise<void> {
  const pool = createPool({ ...poolOptions(databaseUrl), multipleStatements: true })
  const notes = people > 3 ? 1 : 40
  await pool.query(`
    create table nth (n int unsigned not null primary key);
    insert into nth with recursive up (n) as (select 1 union all select n + 1 from up where n < 100) select n from up;
    insert into customer (last_name, first_name, last_name_kana, first_name_kana, search_name, search_kana, created_at, updated_at)
      select ${long(64)}, ${long(64)}, ${long(64)}, ${long(64)}, '', '', ${stamps} from nth where n <= ${people};
    set @first = last_insert_id();
    insert into customer_number (customer_id, number, search_number, last_four, position)
      select @first + person.n - 1, if(other.n = 1, '${number}', concat('+81901', 10000000 + person.n * 100 + other.n)), '', '', other.n
      from nth as person join nth as other where person.n <= ${people} and other.n <= 20;
    insert into contact (contact_id, customer_id, operator_id, CallSid, number, queue_id, outcome, note, contacted_at, created_at, updated_at)
      select concat('HOUSE${people}', lpad(person.n * 100 + note.n, 18, '0')), nullif(@first + person.n - 1, @first + ${people}),
        '${who}', concat('CA', lpad(note.n, 32, 'f')), '${number}', 'support', 'complaint', ${long(10_000)}, ${stamps}, utc_timestamp(3)
      from nth as person join nth as note where person.n <= ${people} + 1 and note.n <= if(person.n > ${people}, 40, ${notes});
    insert into operator_call (CallSid, operator_id, destination, started_at, answered_at, created_at, updated_at)
      values ('CBhouse${people}', '${who}', 'queue:support', ${stamps}, ${stamps});
    insert into queue_data (CallSid, \`From\`, DequeingCallSid, operator_id, queue_id, QueueTime, answered_at, created_at, updated_at)
      values ('CAhouse${people}', '${number}', 'CBhouse${people}', '${who}', 'support', 5, ${stamps}, utc_timestamp(3));
    drop table nth`)
  await pool.end()
}
