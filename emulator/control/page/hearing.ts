import type { Sound } from '../../telephony/endpoint.ts'
import { check } from './controls.ts'
import { hasVoice, hush, sayAloud } from './listening.ts'
import { Microphone } from './microphone.ts'
import { isOver, type Line } from './world.ts'

export interface HearingOptions {
  listens: boolean
  /** Prompts are speech, not a murmur. */
  emulatorSpeaks: boolean
  /** Shows why the microphone could not be opened. */
  attempt(work: Promise<unknown>): Promise<unknown>
}

/** How a telephone's person hears and speaks: read aloud by the browser, or really, with a microphone. */
export class Hearing {
  readonly choices: HTMLElement[]
  private readonly options: HearingOptions
  private listens: boolean
  private usesMicrophone = false
  private microphone?: Microphone
  private line?: Line

  constructor(options: HearingOptions) {
    this.options = options
    this.listens = options.listens
    this.choices = [
      check('microphone', false, () => void this.toggleMicrophone()),
      check('listen', this.listens, () => this.toggleEar()),
    ]
  }

  follow(line: Line | undefined, soundChanged: boolean) {
    this.line = line
    if (line && soundChanged && this.readsAloud(line.sound)) sayAloud(line.sound)
    if ((!line || isOver(line)) && this.listens) hush()
    void this.useMicrophone()
  }

  /** A key cuts short what is being said. */
  keyPressed() {
    if (this.listens) hush()
  }

  private toggleEar() {
    this.listens = !this.listens
    hush()
    if (this.line && this.readsAloud(this.line.sound)) sayAloud(this.line.sound)
  }

  private async toggleMicrophone() {
    this.usesMicrophone = !this.usesMicrophone
    hush()
    await this.useMicrophone()
  }

  /** With a microphone there is real sound; only its sentences may be better said by the browser. */
  private readsAloud(sound: Sound): boolean {
    return this.listens && (!this.usesMicrophone || (sound.kind === 'say' && this.saysSentences))
  }

  private get saysSentences(): boolean {
    return this.listens && !this.options.emulatorSpeaks && hasVoice('ja')
  }

  /** Opened while a call is on, and for no longer. */
  private async useMicrophone() {
    const { line } = this
    const isOn = line?.status === 'in-progress' && this.usesMicrophone
    if (!isOn) return this.closeMicrophone()
    if (this.microphone) return
    this.microphone = new Microphone(line.callSid)
    await this.options.attempt(
      this.microphone.open({ readsAloud: this.saysSentences }).catch((error) => {
        this.closeMicrophone()
        throw error
      }),
    )
  }

  private closeMicrophone() {
    this.microphone?.close()
    this.microphone = undefined
  }
}
