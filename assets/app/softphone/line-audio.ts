import type { AudioRole } from './audio-choice.ts'
import type { FaultCode } from './call-state.ts'

/** A microphone or a speaker that a line uses now. */
export interface InUse {
  deviceId: string
  label: string
  /** Sound still comes out of it: what was unplugged is dead, and stays so when it is plugged in again. */
  isLive: boolean
}

/** What is needed of a device that makes calls, to change what its line hears and speaks with. */
export interface LineSound {
  /** Null without a line. */
  microphone(): InUse | null
  speaker(): InUse | null
  /** False where the device does not know it yet; undefined is the browser's own. */
  useMicrophone(deviceId: string | undefined): Promise<boolean>
  useSpeaker(deviceId: string | undefined): Promise<boolean>
  /** Of what it threw when a microphone could not be opened. */
  faultOf(error: unknown): FaultCode
}

export interface LineAudioNews {
  /** The chosen device, where it is there. One and the same object until the devices change. */
  wanted(role: AudioRole): { deviceId: string } | undefined
  fault(code: FaultCode): void
  /** What was said of the microphone is no longer so. */
  mended(): void
  inUse(labels: { microphone: string | null; speaker: string | null }): void
}

const keptEveryMs = 1_000

/**
 * Keeps a living line on the microphone and the speaker that were chosen, whatever is unplugged and plugged in again: it
 * looks each second and tries until it is so, for the page hears of a device before Twilio's SDK does.
 */
export class LineAudio {
  readonly #sound: LineSound
  readonly #news: LineAudioNews
  #timer: ReturnType<typeof setInterval> | undefined
  #keeping: Promise<void> | undefined
  /** What was asked for last, and what came of it: a browser may name a device in another way than it was asked for. */
  #put: { wanted: string | undefined; deviceId: string } | undefined
  #putSpeaker: string | undefined
  /** Could not be opened: not tried again until the devices change or somebody asks. */
  #refused: { deviceId: string } | undefined
  #wasLost = false
  #told: FaultCode | undefined

  constructor(sound: LineSound, news: LineAudioNews) {
    this.#sound = sound
    this.#news = news
  }

  start(): void {
    this.#timer = setInterval(() => void this.keep(), keptEveryMs)
  }

  close(): void {
    clearInterval(this.#timer)
  }

  /** The microphone in use has just been taken away. */
  lost(): void {
    this.#wasLost = true
    void this.keep()
  }

  tryAgain = (): void => {
    this.#refused = undefined
    void this.keep()
  }

  /** Makes it so now, one attempt at a time. */
  keep(): Promise<void> {
    this.#keeping ??= this.#keep().finally(() => (this.#keeping = undefined))
    return this.#keeping
  }

  async #keep(): Promise<void> {
    await this.#keepMicrophone()
    await this.#keepSpeaker()
    const microphone = this.#sound.microphone()
    const speaker = microphone && this.#sound.speaker()
    this.#news.inUse({ microphone: labelOf(microphone), speaker: labelOf(speaker) })
  }

  async #keepMicrophone(): Promise<void> {
    const inUse = this.#sound.microphone()
    if (!inUse) return this.#forget()
    const wanted = this.#wantedMicrophone()
    if (this.#isRight(inUse, wanted?.deviceId)) return
    this.#wasLost ||= !inUse.isLive
    try {
      if (await this.#use(wanted?.deviceId)) return
      if (inUse.isLive || (wanted && (await this.#use(undefined)))) return
      this.#say('microphone-missing')
    } catch (error) {
      await this.#unopened(wanted, error)
    }
  }

  #isRight({ isLive, deviceId }: InUse, wanted: string | undefined): boolean {
    if (!isLive) return false
    if (deviceId === wanted) this.#put = { wanted, deviceId }
    // As the line began, and nobody has chosen anything.
    this.#put ??= { wanted: undefined, deviceId }
    return this.#put.wanted === wanted && this.#put.deviceId === deviceId
  }

  /** The SDK lets go of the old one before it opens the new one: what cannot be opened must not leave the line without any. */
  async #unopened(wanted: { deviceId: string } | undefined, error: unknown): Promise<void> {
    this.#refused = wanted
    if (wanted) await this.#use(undefined).catch(() => false)
    this.#say(this.#sound.faultOf(error))
  }

  #wantedMicrophone() {
    const wanted = this.#news.wanted('microphone')
    return wanted === this.#refused ? undefined : wanted
  }

  async #use(wanted: string | undefined): Promise<boolean> {
    if (!(await this.#sound.useMicrophone(wanted))) return false
    this.#put = { wanted, deviceId: this.#sound.microphone()?.deviceId ?? '' }
    this.#taken(wanted)
    return true
  }

  #taken(wanted: string | undefined): void {
    const isSubstitute = this.#wasLost && wanted === undefined
    const hadNone = this.#told !== undefined && this.#told !== 'microphone-lost'
    this.#wasLost = false
    if (this.#told) this.#news.mended()
    this.#told = undefined
    if (isSubstitute && !hadNone) this.#say('microphone-lost')
  }

  /** Once: whoever has read it need not read it each second. */
  #say(code: FaultCode): void {
    if (this.#told !== code) this.#news.fault(code)
    this.#told = code
  }

  #forget(): void {
    this.#put = this.#refused = this.#told = undefined
    this.#wasLost = false
  }

  async #keepSpeaker(): Promise<void> {
    const wanted = this.#news.wanted('speaker')?.deviceId
    if (this.#sound.speaker()?.deviceId === wanted) this.#putSpeaker = wanted
    else if (wanted !== undefined) this.#putSpeaker = undefined
    if (this.#putSpeaker === wanted) return
    const isPut = await this.#sound.useSpeaker(wanted).catch(() => false)
    if (isPut) this.#putSpeaker = wanted
  }
}

function labelOf(inUse: InUse | null): string | null {
  return inUse?.isLive ? inUse.label : null
}
