import { quickClient, type TwilioAccess } from './quick-client.ts'

/** Ends a leg, whatever it is doing. One that is over already (21220) counts as ended. Rejects after 800 ms. */
export async function endLeg(access: TwilioAccess, callSid: string): Promise<void> {
  await quickClient(access, 800)
    .calls(callSid)
    .update({ status: 'completed' })
    .catch((error: { code?: number; status?: number }) => {
      if (error.code !== 21220 && error.status !== 404) throw error
    })
}
