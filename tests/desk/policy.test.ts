import { expect, test } from 'vitest'
import { anOperator, aQueue } from '../support/builders.ts'
import { useCentre } from '../support/centre.ts'
import { useDesk } from './support/desk-browser.ts'

const centre = useCentre({ realTime: true })
/** Nothing is looked up outside: a name that the page's policy lets through is simply not found. */
const visit = useDesk(centre, {
  args: [
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost',
    '--autoplay-policy=no-user-gesture-required',
  ],
})

const recordViolations = `
  window.violations = []
  addEventListener('securitypolicyviolation', ({ blockedURI }) => window.violations.push(blockedURI))`

test('the page’s policy lets the real Twilio in: without the shim only the network is in the way', async () => {
  await aQueue(centre.db)
  await anOperator(centre.db, { queues: ['support'] })
  const { page, context, expectComplaint } = await visit({
    as: 'operator1',
    address: '/assets/icon.svg',
    before: recordViolations,
  })
  expectComplaint(/twilio|ERR_NAME_NOT_RESOLVED/)
  const shim = '**/_emulator/shim.js'
  await context.route(shim, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }))

  const first = page.waitForEvent('websocket', (socket) => socket.url().includes('.twilio.com/signal'))
  await page.goto(`${centre.url}/#/phone`)
  expect(await (await first).waitForEvent('socketerror')).toMatch(/ERR_NAME_NOT_RESOLVED/)
  expect(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)).toEqual([])
})
