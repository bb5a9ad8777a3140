import type { DeviceEvent, LineEvent } from './call-events.ts'
import type { Destination } from './call-state.ts'
import type { LineSound } from './line-audio.ts'

/** What the phone needs of a device that makes calls. `device.ts` does it with Twilio's SDK. */
export interface VoiceDevice extends LineSound {
  /** Fetches a token and makes this browser reachable; goes on trying while Twilio is away. */
  open(): void
  close(): void
  /** Fetches another token: the session has changed. */
  renew(): void
  /** `again`: no need to say on the line what is waited for. */
  connect(leg: string, destination: Destination, again?: boolean): void
  hangUp(leg: string): void
  accept(leg: string): void
  reject(leg: string): void
  mute(leg: string, on: boolean): void
  press(leg: string, digit: string): void
}

/** What the device tells. */
export interface DeviceNews {
  happened(event: DeviceEvent | Exclude<LineEvent, { type: 'offered' }>): void
  /** Twilio's own name for the line. */
  named(leg: string, callSid: string): void
  /** Somebody calls this browser; `from` as Twilio writes it: `client:name` or a number. */
  rang(leg: string, from: string): void
  /** Our own server has something to say about this line. */
  messaged(leg: string, content: unknown): void
  /** The microphone in use was taken away. */
  microphoneLost(): void
  /** 0 to 1, about twenty times a second while a call lives. */
  heard(input: number, output: number): void
  /** The audio that the next line begins with. */
  microphone(): MediaTrackConstraints | true
}
