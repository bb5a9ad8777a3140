import type { Telephony } from '../telephony/telephony.ts'
import { AudioLeg, type Carrier } from './audio-leg.ts'
import { Media } from './media.ts'
import type { SoundLibrary } from './sound-library.ts'
import { Ticker } from './ticker.ts'

export interface StudioOptions {
  telephony: Telephony
  library: SoundLibrary
  /** The address browsers send their audio to. */
  mediaAddress: string
}

/** Everything that makes calls audible: who hears whom, and the sounds. */
export class Studio {
  readonly legs = new Map<string, AudioLeg>()
  readonly ticker = new Ticker()
  readonly library: SoundLibrary
  private readonly telephony: Telephony
  private readonly mediaAddress: string

  constructor(options: StudioOptions) {
    this.library = options.library
    this.telephony = options.telephony
    this.mediaAddress = options.mediaAddress
  }

  newLeg(): AudioLeg {
    return new AudioLeg(this)
  }

  /** Two legs that are each other's far end: what one hears, the other says. */
  newLine(): [AudioLeg, AudioLeg] {
    const [one, other] = [this.newLeg(), this.newLeg()]
    one.attach(leadingTo(other))
    other.attach(leadingTo(one))
    return [one, other]
  }

  /** The browser's side of a leg; keys it sends with its audio are pressed on the leg. */
  newMedia(leg: AudioLeg): Media {
    return new Media(this.mediaAddress, {
      audio: (frame) => leg.speak(frame),
      key: (key) => this.telephony.press(leg.callSid, key),
    })
  }
}

const leadingTo = (leg: AudioLeg): Carrier => ({
  isConnected: true,
  send: (frame) => leg.speak(frame),
  close: () => Promise.resolve(),
})
