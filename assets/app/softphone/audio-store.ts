import {
  presentDevice,
  rememberChoices,
  rememberedChoices,
  type AudioChoices,
  type AudioRole,
} from './audio-choice.ts'
import { Latest } from './latest.ts'

export interface AudioState {
  microphones: MediaDeviceInfo[]
  speakers: MediaDeviceInfo[]
  choices: AudioChoices
  permission: PermissionState | 'unknown'
  /** The chosen device of this role is not there; the browser's own is used meanwhile. */
  absent: AudioRole[]
  /** The names of what a line uses now. */
  inUse: { microphone: string | null; speaker: string | null }
}

const kinds = { microphone: 'audioinput', speaker: 'audiooutput', ringer: 'audiooutput' } as const

/** Which devices there are, which were chosen, and whether the microphone may be used. */
export class AudioStore {
  #state: AudioState = {
    microphones: [],
    speakers: [],
    choices: rememberedChoices(),
    permission: 'unknown',
    absent: [],
    inUse: { microphone: null, speaker: null },
  }
  readonly #listeners = new Set<() => void>()
  readonly #present = new Latest(async () => (await navigator.mediaDevices?.enumerateDevices()) ?? [])
  #closing = new AbortController()

  read = (): AudioState => this.#state

  listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  start(): void {
    this.#closing = new AbortController()
    const { signal } = this.#closing
    navigator.mediaDevices?.addEventListener('devicechange', () => void this.refresh(), { signal })
    void this.#watchPermission(signal)
    void this.refresh()
  }

  close(): void {
    this.#closing.abort()
    this.#listeners.clear()
  }

  /** Labels come only once the microphone has been allowed: look again then. */
  async refresh(): Promise<void> {
    const devices = await this.#present.ask().catch(() => undefined)
    // Not to be had, or there is a newer list already: what is known stays.
    if (!devices) return
    const named = devices.filter(({ deviceId }) => deviceId !== '')
    const of = (kind: MediaDeviceKind) => named.filter((device) => device.kind === kind)
    this.#become({ microphones: of('audioinput'), speakers: of('audiooutput') })
  }

  choose(role: AudioRole, device: MediaDeviceInfo | undefined): void {
    const { [role]: _before, ...others } = this.#state.choices
    const choices = device ? { ...others, [role]: { id: device.deviceId, label: device.label } } : others
    rememberChoices(choices)
    this.#become({ choices })
  }

  /** The device to use now; undefined leaves it to the browser. */
  inUse(role: AudioRole): MediaDeviceInfo | undefined {
    const { microphones, speakers, choices } = this.#state
    return presentDevice(choices[role], kinds[role] === 'audioinput' ? microphones : speakers)
  }

  /** What a line uses now, as it was found there. */
  hears(inUse: AudioState['inUse']): void {
    const { microphone, speaker } = this.#state.inUse
    if (microphone !== inUse.microphone || speaker !== inUse.speaker) this.#become({ inUse })
  }

  /** Asks for the microphone once more: browsers that let people decide again ask them. */
  async askForMicrophone(): Promise<boolean> {
    const stream = await navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => undefined)
    stream?.getTracks().forEach((track) => track.stop())
    await this.refresh()
    return stream !== undefined
  }

  #become(change: Partial<AudioState>): void {
    this.#state = { ...this.#state, ...change }
    const labelled = [...this.#state.microphones, ...this.#state.speakers].some(({ label }) => label !== '')
    const roles = Object.keys(this.#state.choices) as AudioRole[]
    this.#state.absent = labelled ? roles.filter((role) => !this.inUse(role)) : []
    this.#listeners.forEach((listener) => listener())
  }

  async #watchPermission(signal: AbortSignal): Promise<void> {
    const status = await navigator.permissions
      ?.query({ name: 'microphone' as PermissionName })
      .catch(() => undefined)
    if (!status) return
    const tell = () => {
      this.#become({ permission: status.state })
      void this.refresh()
    }
    status.addEventListener('change', tell, { signal })
    tell()
  }
}
