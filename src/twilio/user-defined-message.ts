import { quickClient, type TwilioAccess } from './quick-client.ts'

/** Tells the softphone on that leg something at once (the Voice SDK's `messageReceived`). Rejects after 500 ms. */
export async function sendToSoftphone(access: TwilioAccess, callSid: string, content: object): Promise<void> {
  await quickClient(access, 500)
    .calls(callSid)
    .userDefinedMessages.create({ content: JSON.stringify(content) })
}
