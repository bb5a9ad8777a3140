type Sinkable = AudioContext & { setSinkId?: (id: string) => Promise<void> }

/** Three short notes on the speaker that is chosen for calls. */
export async function playTestTone(sinkId: string | undefined): Promise<void> {
  const context: Sinkable = new AudioContext()
  await context.setSinkId?.(sinkId ?? '').catch(() => undefined)
  const gain = new GainNode(context, { gain: 0.2 })
  gain.connect(context.destination)
  const notes = [523, 659, 784].map((frequency, i) => {
    const note = new OscillatorNode(context, { frequency })
    note.connect(gain)
    note.start(context.currentTime + i * 0.25)
    note.stop(context.currentTime + i * 0.25 + 0.2)
    return note
  })
  notes.at(-1)!.onended = () => void context.close()
}
