/** Two soft notes a second apart from the silence: heard in a full room, bearable at the hundredth call. */
const notes = [
  { at: 0, hertz: 660 },
  { at: 0.18, hertz: 880 },
  { at: 0.5, hertz: 660 },
  { at: 0.68, hertz: 880 },
]
const turnSeconds = 2.4

type Sinkable = AudioContext & { setSinkId?: (id: string) => Promise<void> }

/** Our own ringer: it stops the moment somebody decides, and plays on the device chosen for it. */
export class Ringer {
  #context: Sinkable | undefined
  #timer: ReturnType<typeof setInterval> | undefined
  #sounding: GainNode | undefined
  /** Asked at each turn: the device may be pulled, or come back, while it rings. */
  readonly #sinkId: () => string | undefined

  constructor(sinkId: () => string | undefined) {
    this.#sinkId = sinkId
  }

  start(): void {
    if (this.#timer !== undefined) return
    const turn = () => void this.#play()
    this.#timer = setInterval(turn, turnSeconds * 1000)
    turn()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#sounding?.disconnect()
    this.#sounding = undefined
  }

  /** One turn, to hear that it can be heard. */
  async try(): Promise<void> {
    await this.#play()
  }

  /** A caller is here: said once, softly, on the ringer too. */
  chime(): void {
    void this.#play(notes.slice(0, 2))
  }

  close(): void {
    this.stop()
    void this.#context?.close()
    this.#context = undefined
  }

  async #play(tune = notes): Promise<void> {
    this.#context ??= new AudioContext()
    const context = this.#context
    await context.setSinkId?.(this.#sinkId() ?? '').catch(() => undefined)
    if (context.state === 'suspended') void context.resume()
    this.#sounding?.disconnect()
    const out = (this.#sounding = new GainNode(context, { gain: 0.25 }))
    out.connect(context.destination)
    for (const { at, hertz } of tune) sound(context, out, context.currentTime + at, hertz)
  }
}

function sound(context: AudioContext, out: AudioNode, at: number, frequency: number): void {
  const note = new OscillatorNode(context, { type: 'sine', frequency })
  const gain = new GainNode(context, { gain: 0 })
  gain.gain.setValueAtTime(0, at)
  gain.gain.linearRampToValueAtTime(1, at + 0.02)
  gain.gain.exponentialRampToValueAtTime(0.001, at + 0.35)
  note.connect(gain).connect(out)
  note.start(at)
  note.stop(at + 0.4)
}
