import type { CallStatus } from '../telephony/call.ts'
import type { Endpoint, Sound } from '../telephony/endpoint.ts'
import type { Media } from './media.ts'
import { FRAME_BYTES, SILENCE } from './mulaw.ts'
import type { Clip } from './sound-library.ts'
import type { Studio } from './studio.ts'

/** Frames from the other side kept against the unevenness of its timers: 40 ms to begin with, 200 ms at most. */
const CUSHION = 2
const LONGEST_CUSHION = 10

/** Where the frames of a leg go. */
export type Carrier = Pick<Media, 'isConnected' | 'send' | 'close'>

/** The far end of a leg that can be heard: what the telephony lets it hear becomes frames, once a browser is attached. */
export class AudioLeg implements Endpoint {
  callSid = ''
  /** The browser has a voice of its own and gets silence instead of a murmur. */
  sentencesAreReadAloud = false
  private readonly studio: Studio
  private media?: Carrier
  private hears: Sound = { kind: 'silence' }
  private clip?: Clip
  private position = 0
  private arrived: Buffer[] = []
  private isFlowing = false
  private stopTicking: () => void = () => {}

  constructor(studio: Studio) {
    this.studio = studio
  }

  attach(media: Carrier) {
    this.detach()
    this.media = media
    this.stopTicking = this.studio.ticker.add(() => this.sendFrame())
  }

  /** What the browser of this leg says, for the leg it is joined with. */
  speak(frame: Buffer) {
    if (this.hears.kind === 'bridge') this.studio.legs.get(this.hears.peer)?.take(frame)
  }

  ringing(callSid: string): void {
    this.callSid = callSid
    this.studio.legs.set(callSid, this)
  }

  answered(callSid: string): void {
    this.ringing(callSid)
  }

  sound(callSid: string, sound: Sound): void {
    this.ringing(callSid)
    this.hears = sound
    this.clip = undefined
    this.arrived = []
    this.isFlowing = false
    if (sound.kind === 'silence' || sound.kind === 'bridge') return
    if (sound.kind === 'say' && this.sentencesAreReadAloud) return
    void this.studio.library.clip(sound).then((clip) => {
      if (this.hears !== sound) return
      this.clip = clip
      this.position = 0
    })
  }

  ended(callSid: string, _status: CallStatus, _errorCode?: number): void {
    this.studio.legs.delete(callSid)
    this.detach()
  }

  private detach() {
    this.stopTicking()
    void this.media?.close()
    this.media = undefined
  }

  private take(frame: Buffer) {
    this.arrived.push(frame)
    if (this.arrived.length > LONGEST_CUSHION) this.arrived.shift()
    if (this.arrived.length >= CUSHION) this.isFlowing = true
  }

  private sendFrame() {
    if (!this.media?.isConnected) return
    this.media.send(this.hears.kind === 'bridge' ? this.nextArrived() : this.nextOfClip())
  }

  private nextArrived(): Buffer {
    if (!this.isFlowing) return SILENCE
    const frame = this.arrived.shift()
    if (!frame) this.isFlowing = false
    return frame ?? SILENCE
  }

  private nextOfClip(): Buffer {
    if (!this.clip) return SILENCE
    const { bytes, repeats } = this.clip
    const frame = bytes.subarray(this.position, this.position + FRAME_BYTES)
    this.position += FRAME_BYTES
    if (repeats && this.position >= bytes.length) this.position = 0
    return frame.length === FRAME_BYTES ? frame : Buffer.concat([frame, SILENCE]).subarray(0, FRAME_BYTES)
  }
}
