import { describe, expect, test } from 'vitest'
import { HeadlessClient } from '../../emulator/telephony/headless-client.ts'
import { switchValues } from '../../emulator/switches.ts'
import { CUSTOMER } from './application.ts'
import { EVENTS, useDialling } from './dialling.ts'
import { tokenFor } from './token.ts'

const { application, calling } = await useDialling()

describe('Dial Client', () => {
  const toOperator = `<Dial action="/over" timeout="15"><Client ${EVENTS}><Identity>op_1</Identity><Parameter name="queue" value="窓口"/></Client></Dial>`

  function withSoftphones(count: number, options = {}) {
    const call = calling(toOperator, options)
    const softphones = Array.from({ length: count }, () => {
      const softphone = new HeadlessClient(call.telephony, tokenFor('op_1', call.softphones.sid))
      softphone.register()
      return softphone
    })
    return { ...call, devices: softphones }
  }

  test('rings every device of the identity, and the first to answer has the call', async () => {
    const { clock, caller, devices, telephony } = withSoftphones(2)
    await clock.advance(1_000)
    const [first, second] = devices
    expect(first?.incoming).toMatchObject([
      { from: CUSTOMER, to: 'client:op_1', parameters: { queue: '窓口' } },
    ])
    const invite = second?.incoming[0]
    const taken = first?.accept()
    await clock.advance(1_000)
    expect(caller.hears).toEqual({ kind: 'bridge', peer: taken?.callSid })
    expect(telephony.peerOf(caller.callSid)).toBe(taken?.callSid)
    expect(second?.incoming).toEqual([])
    expect(second?.accept(invite)).toBeUndefined()
  })

  test('stops ringing everywhere when one device rejects it, and is busy', async () => {
    const { clock, devices, telephony } = withSoftphones(2)
    await clock.advance(1_000)
    const invite = devices[1]?.incoming[0]
    devices[0]?.reject()
    await clock.advance(1_000)
    expect(devices.map(({ incoming }) => incoming)).toEqual([[], []])
    expect(devices[1]?.accept(invite)).toBeUndefined()
    expect(telephony.reject(invite?.callSid ?? '')).toBe(false)
    expect(application.last('/over')).toMatchObject({ DialCallStatus: 'busy', DialBridged: 'false' })
    expect(application.last('/leg')).toMatchObject({
      CallStatus: 'busy',
      SipResponseCode: '486',
      To: 'client:op_1',
    })
  })

  test('rings on elsewhere when one device ignores it', async () => {
    const { clock, caller, devices } = withSoftphones(2)
    await clock.advance(1_000)
    devices[0]?.ignore()
    await clock.advance(1_000)
    expect(application.to('/over')).toEqual([])
    expect(devices.map(({ incoming }) => incoming.length)).toEqual([0, 1])
    const taken = devices[1]?.accept()
    await clock.advance(1_000)
    expect(caller.hears).toEqual({ kind: 'bridge', peer: taken?.callSid })
  })

  test.each(switchValues.failedWhisper)('is %s when its document fails', async (failedWhisper) => {
    application.on('/whisper', { status: 404 })
    const call = calling('<Dial action="/over"><Client url="/whisper">op_1</Client></Dial>', {
      switches: { failedWhisper },
    })
    const softphone = new HeadlessClient(call.telephony, tokenFor('op_1', call.softphones.sid))
    softphone.register()
    await call.clock.advance(1_000)
    const taken = softphone.accept()
    await call.clock.advance(1_000)
    if (failedWhisper === 'bridged') expect(taken?.hears.kind).toBe('bridge')
    else expect(application.last('/over')).toMatchObject({ DialBridged: 'false' })
  })

  test('ends as no-answer when everybody ignores it', async () => {
    const { clock, devices } = withSoftphones(2)
    await clock.advance(1_000)
    devices[0]?.ignore()
    await clock.advance(18_000)
    expect(application.to('/over')).toEqual([])
    await clock.advance(1_001)
    expect(application.last('/over').DialCallStatus).toBe('no-answer')
    expect(devices[1]?.incoming).toEqual([])
  })

  test('of somebody who is not registered is no-answer at once', async () => {
    const { clock } = withSoftphones(0)
    await clock.advance(1_000)
    expect(application.last('/over').DialCallStatus).toBe('no-answer')
    expect(application.last('/leg')).toMatchObject({ CallStatus: 'no-answer', SipResponseCode: '480' })
  })

  test('of somebody who is not registered may ring to its time-out', async () => {
    const { clock } = withSoftphones(0, { switches: { unregisteredClient: 'rings-to-timeout' } })
    await clock.advance(19_000)
    expect(application.to('/over')).toEqual([])
    await clock.advance(1_001)
    expect(application.last('/over').DialCallStatus).toBe('no-answer')
  })

  test('rings the ten newest devices of an identity', async () => {
    const { clock, devices } = withSoftphones(11)
    await clock.advance(1_000)
    expect(devices.map(({ incoming }) => incoming.length)).toEqual([
      0,
      ...Array.from({ length: 10 }, () => 1),
    ])
    expect(devices[0]?.isRegistered).toBe(false)
  })

  test('does not ring a device that has signed out', async () => {
    const { clock, devices } = withSoftphones(2)
    devices[0]?.unregister()
    await clock.advance(1_000)
    expect(devices.map(({ incoming }) => incoming.length)).toEqual([0, 1])
  })
})
