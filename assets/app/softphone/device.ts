import type { Call, Device } from '@twilio/voice-sdk'
import { VisibleError } from '../api.ts'
import type { Destination } from './call-state.ts'
import { faultOf, isExpired, microphoneFault, openingFault } from './device-fault.ts'
import { keepTrying } from './keep-trying.ts'
import type { InUse } from './line-audio.ts'
import type { DeviceNews, VoiceDevice } from './voice-device.ts'
import { untilToken } from './voice-token.ts'

/** Renewed this long before its end, so that a slow network still makes it. */
const tokenRefreshMs = 45_000
/** The ringer and the words on screen are ours: the SDK's sounds cannot be silenced while they ring. */
const silence = `${import.meta.env.BASE_URL}silence.wav`
const sounds = [
  'incoming',
  'outgoing',
  'disconnect',
  ...[...'0123456789sh'].map((digit) => `dtmf${digit}`),
].map((name) => [name, silence])

/** The only file that knows Twilio's Voice SDK, which is loaded when the phone is first opened. */
export class TwilioDevice implements VoiceDevice {
  readonly #news: DeviceNews
  #device: Device | undefined
  /** Of the token in use: shows our server whose call it is. */
  #ticket = ''
  #closing = new AbortController()
  readonly #calls = new Map<string, Call>()
  readonly #watched = new WeakSet<MediaStreamTrack>()
  /** Hung up before the SDK had made the call. */
  readonly #givenUp = new Set<string>()

  constructor(news: DeviceNews) {
    this.#news = news
  }

  open(): void {
    // Tried again after a failure: what is left of the first try would ring twice.
    this.close()
    this.#closing = new AbortController()
    const { signal } = this.#closing
    void this.#open(signal).catch((error: unknown) => this.#failed(error, signal))
  }

  close(): void {
    this.#closing.abort()
    this.#device?.destroy()
    this.#device = undefined
    this.#calls.clear()
  }

  async #open(signal: AbortSignal): Promise<void> {
    const missed = () => this.#news.happened({ type: 'device-lost' })
    const [{ Device }, { token, ticket, edges }] = await Promise.all([
      keepTrying(
        () => import('@twilio/voice-sdk'),
        () => true,
        { signal, missed },
      ),
      untilToken(signal, missed),
    ])
    if (signal.aborted) return
    if (!Device.isSupported || !navigator.mediaDevices)
      return this.#news.happened({ type: 'device-failed', code: 'browser-unsupported' })
    this.#ticket = ticket
    this.#device = new Device(token, {
      edge: edges,
      allowIncomingWhileBusy: true,
      tokenRefreshMs,
      enableImprovedSignalingErrorPrecision: true,
      maxCallSignalingTimeoutMs: 30_000,
      closeProtection: false,
      logLevel: 'silent',
      sounds: Object.fromEntries(sounds),
    })
    this.#listen(this.#device)
    // What goes wrong here arrives as an `error` event too, and the SDK tries again by itself.
    await this.#device.register().catch(() => undefined)
  }

  #listen(device: Device): void {
    const { happened } = this.#news
    device.on('registered', () => happened({ type: 'device-ready' }))
    device.on('unregistered', () => happened({ type: 'device-lost' }))
    device.on('tokenWillExpire', () => void this.#renew())
    device.on('incoming', (call: Call) => this.#rang(call))
    device.on('error', (error: unknown, call?: Call) => {
      if (isExpired(error)) void this.#renew()
      else if (!call) this.#troubled(error)
    })
    device.audio?.incoming(false)
    device.audio?.outgoing(false)
    device.audio?.disconnect(false)
  }

  renew(): void {
    if (this.#device) void this.#renew()
  }

  async #renew(): Promise<void> {
    const { signal } = this.#closing
    try {
      const { token, ticket } = await untilToken(signal, () => undefined)
      if (signal.aborted) return
      this.#ticket = ticket
      this.#device?.updateToken(token)
    } catch (error) {
      this.#failed(error, signal)
    }
  }

  #troubled(error: unknown): void {
    if (faultOf(error) === 'token-refused')
      this.#news.happened({ type: 'device-failed', code: 'token-refused' })
    else if (this.#device?.state !== 'registered') this.#news.happened({ type: 'device-lost' })
  }

  #failed(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return
    const code = error instanceof VisibleError ? 'token-refused' : 'not-opened'
    this.#news.happened({ type: 'device-failed', code })
  }

  connect(leg: string, destination: Destination, again = false): void {
    void this.#connect(leg, destination, again).catch(async (error: unknown) => {
      this.#givenUp.delete(leg)
      this.#news.happened({ type: 'line-ended', leg, code: await microphoneFault(error) })
    })
  }

  async #connect(leg: string, destination: Destination, again: boolean): Promise<void> {
    if (!this.#device) throw new Error('The device is closed.')
    const { signal } = this.#closing
    const call = await this.#device.connect({
      params: { Destination: destination, Ticket: this.#ticket, ...(again && { Again: 'true' }) },
      rtcConstraints: { audio: this.#news.microphone() },
    })
    this.#follow(leg, call)
    if (this.#givenUp.delete(leg) || signal.aborted) call.disconnect()
  }

  #rang(call: Call): void {
    const leg = call.parameters.CallSid ?? ''
    this.#follow(leg, call)
    call.once('cancel', () => this.#gone(leg))
    call.once('transportClose', () => call.status() === 'pending' && this.#gone(leg))
    this.#news.rang(leg, call.parameters.From ?? '')
  }

  #gone(leg: string): void {
    this.#calls.delete(leg)
    this.#news.happened({ type: 'offer-gone', leg })
  }

  #follow(leg: string, call: Call): void {
    const { happened, named, messaged, heard } = this.#news
    const name = () => call.parameters.CallSid && named(leg, call.parameters.CallSid)
    this.#calls.set(leg, call)
    call.on('ringing', name)
    call.on('accept', () => {
      this.#watchMicrophone(call)
      name()
      happened({ type: 'line-open', leg })
    })
    // Of one end, `error` may come before `disconnect`, after it or alone.
    let trouble: { error: unknown; at: number } | undefined
    const ended = () =>
      queueMicrotask(() => {
        name()
        const recent = trouble && performance.now() - trouble.at < 2_000
        void this.#ended(leg, recent ? trouble?.error : undefined)
      })
    call.on('disconnect', ended)
    call.on('error', (error: unknown) => {
      trouble = { error, at: performance.now() }
      if (call.status() === 'closed') ended()
    })
    call.on('reconnecting', () => happened({ type: 'line-reconnecting', leg }))
    call.on('reconnected', () => happened({ type: 'line-reconnected', leg }))
    call.on('warning', (warning: string) => happened({ type: 'line-warning', leg, warning, on: true }))
    call.on('warning-cleared', (warning: string) =>
      happened({ type: 'line-warning', leg, warning, on: false }),
    )
    call.on('messageReceived', ({ content }: { content: unknown }) => messaged(leg, content))
    call.on('volume', heard)
  }

  async #ended(leg: string, error?: unknown): Promise<void> {
    if (!this.#calls.delete(leg)) return
    if (this.#calls.size === 0) void this.#device?.audio?.unsetInputDevice().catch(() => undefined)
    const code = error ? { code: await microphoneFault(error) } : {}
    this.#news.happened({ type: 'line-ended', leg, ...code })
  }

  #watchMicrophone(call: Call): void {
    const [track] = call.getLocalStream()?.getAudioTracks() ?? []
    if (!track || this.#watched.has(track)) return
    this.#watched.add(track)
    track.addEventListener('ended', () => call.status() === 'open' && this.#news.microphoneLost())
  }

  hangUp(leg: string): void {
    const call = this.#calls.get(leg)
    if (call) call.disconnect()
    else this.#givenUp.add(leg)
  }

  accept(leg: string): void {
    this.#calls.get(leg)?.accept({ rtcConstraints: { audio: this.#news.microphone() } })
  }

  reject(leg: string): void {
    this.#calls.get(leg)?.reject()
    this.#calls.delete(leg)
  }

  mute(leg: string, on: boolean): void {
    this.#calls.get(leg)?.mute(on)
  }

  press(leg: string, digit: string): void {
    this.#calls.get(leg)?.sendDigits(digit)
  }

  faultOf = openingFault

  microphone(): InUse | null {
    const tracks = [...this.#calls.values()].map((call) => call.getLocalStream()?.getAudioTracks()[0])
    const track = tracks.find((each) => each !== undefined)
    if (!track) return null
    const deviceId = track.getSettings().deviceId ?? ''
    return { deviceId, label: track.label, isLive: track.readyState === 'live' }
  }

  speaker(): InUse | null {
    const [device] = this.#device?.audio?.speakerDevices.get() ?? []
    return device ? { deviceId: device.deviceId, label: device.label, isLive: true } : null
  }

  async useMicrophone(wanted: string | undefined): Promise<boolean> {
    const audio = this.#device?.isBusy && this.#device.audio
    const deviceId = audio ? knownDevice(audio.availableInputDevices, wanted) : undefined
    if (!audio || deviceId === undefined) return false
    // Asked for the one that it has, the SDK does nothing, also when that one is dead.
    if (audio.inputDevice?.deviceId !== deviceId) await audio.setInputDevice(deviceId)
    else if (!this.microphone()?.isLive) await audio.unsetAudioConstraints()
    this.#calls.forEach((call) => this.#watchMicrophone(call))
    return true
  }

  async useSpeaker(wanted: string | undefined): Promise<boolean> {
    const audio = this.#device?.audio
    const deviceId = audio ? knownDevice(audio.availableOutputDevices, wanted) : undefined
    if (!audio?.isOutputSelectionSupported || deviceId === undefined) return false
    await audio.speakerDevices.set(deviceId)
    return true
  }
}

/** The wanted one, or the browser's own; undefined while the SDK does not know it. */
function knownDevice(known: ReadonlyMap<string, unknown>, wanted: string | undefined): string | undefined {
  if (wanted !== undefined) return known.has(wanted) ? wanted : undefined
  return known.has('default') ? 'default' : [...known.keys()][0]
}
