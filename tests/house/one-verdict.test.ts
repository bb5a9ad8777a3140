import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../../scripts/project-root.ts'

const filesWith = (pattern: RegExp) =>
  globSync('{src,functions,assets}/**/*.{ts,tsx,sql}', { cwd: projectRoot })
    .filter((file) => !file.endsWith('.test.ts') && !file.includes('/migrations/'))
    .filter((file) => pattern.test(readFileSync(join(projectRoot, file), 'utf8')))
    .sort()

test('nobody but the verdict reads how Twilio said that a stay ended', () => {
  expect(filesWith(/QueueResult/)).toEqual([
    // The webhook, what the caller hears after it, and what writes it down.
    'functions/voice/queue-left.protected.ts',
    'src/call/call-rows.ts',
    'src/db/procedures.ts',
    'src/db/procedures/settle_visits.sql',
    'src/db/procedures/visit_left.sql',
    'src/db/schema.ts',
    'src/http/voice-after-queue.ts',
  ])
})

test('one place says which leg lives, which waits, and which caller waits', () => {
  expect(filesWith(/from operator_call\b[\s\S]{0,200}ended_at is null/i)).toEqual([
    'src/db/views/live_leg.sql',
  ])
  expect(filesWith(/answered_at is null and destination like/)).toEqual(['src/db/views/waiting_leg.sql'])
  expect(filesWith(/left_at is null and connecting_at is null/)).toEqual(['src/db/views/waiting_visit.sql'])
})
