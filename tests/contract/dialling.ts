import { afterAll, beforeEach } from 'vitest'
import { Telephone } from '../../emulator/telephony/telephone.ts'
import { CENTRE, CUSTOMER, TestApplication, telephonyFor } from './application.ts'

export const COLLEAGUE = '+81399998888'
export const EVENTS = 'statusCallback="/leg" statusCallbackEvent="initiated ringing answered completed"'

type Network = ReturnType<typeof telephonyFor>
export type Calling = Network & { caller: Telephone }

/** An application for the calls of a test file; what a `<Dial>` asks it for is there. Call at the top of the file. */
export async function useDialling() {
  const application = await TestApplication.start()
  afterAll(() => application.stop())
  beforeEach(() => {
    application.clear()
    application
      .on('/status', { status: 204 })
      .on('/leg', { status: 204 })
      .on('/over', '<Say>It is over</Say><Pause length="60"/>')
  })

  /** A caller whose call begins with this document. */
  function calling(document: string, options = {}): Calling {
    application.on('/voice', document).on('/operator', document)
    const network = telephonyFor(application, options)
    const caller = Telephone.dial(network.telephony, { from: CUSTOMER, to: CENTRE })
    return { ...network, caller }
  }

  return { application, calling }
}

/** The telephone outside that rings, answered. */
export function answerOutside({ telephony }: Network): Telephone {
  const telephone = new Telephone(telephony)
  telephone.answer([...telephony.outside.keys()][0] ?? '')
  return telephone
}
