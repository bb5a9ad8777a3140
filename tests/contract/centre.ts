import { startEmulator, type Emulator } from '../../emulator/server.ts'
import type { EmulatorOptions } from '../../emulator/options.ts'
import { freePort, startTwilioRun } from './twilio-run.ts'

export const ACCOUNT = {
  sid: 'AC' + '0'.repeat(31) + '1',
  authToken: '0123456789abcdef0123456789abcdef',
  apiKeys: [{ sid: 'SK' + '0'.repeat(31) + '1', secret: 'the-secret-of-the-api-key' }],
}
export const APPLICATION_SID = 'AP' + '0'.repeat(31) + '1'
export const NUMBER = '+815031234567'

export interface Centre {
  emulator: Emulator
  stop(): Promise<void>
}

/** The fixture site, a small call centre of its own, behind a whole emulator. */
export async function startCentre(options: Partial<EmulatorOptions> = {}): Promise<Centre> {
  const functionsPort = await freePort()
  const emulator = await startEmulator({
    port: 0,
    account: ACCOUNT,
    functionsUrl: `http://127.0.0.1:${functionsPort}`,
    functionsFolder: 'tests/contract/fixtures/site/functions',
    assetsFolder: 'tests/contract/fixtures/site/assets',
    numbers: [{ phoneNumber: NUMBER, voiceUrl: '/voice/greeting', statusCallback: '/voice/status' }],
    applications: [{ sid: APPLICATION_SID, voiceUrl: '/voice/softphone', statusCallback: '/voice/status' }],
    ...options,
  })
  const environment = { ACCOUNT_SID: ACCOUNT.sid, AUTH_TOKEN: ACCOUNT.authToken }
  const site = await startTwilioRun(environment, emulator.restPort, { port: functionsPort })
  return {
    emulator,
    stop: async () => {
      await emulator.close()
      await site.stop()
    },
  }
}
