/** Opens a microphone and tells how loud it is, 0 to 1, with each frame drawn, until told to let go. */
export async function watchMicrophone(
  deviceId: string | undefined,
  tell: (level: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const audio = deviceId ? { deviceId: { ideal: deviceId } } : true
  const stream = await navigator.mediaDevices.getUserMedia({ audio })
  const context = new AudioContext()
  const analyser = new AnalyserNode(context, { fftSize: 512 })
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  let frame = 0
  const draw = () => {
    analyser.getFloatTimeDomainData(samples)
    tell(loudness(samples))
    frame = requestAnimationFrame(draw)
  }
  const letGo = () => {
    cancelAnimationFrame(frame)
    stream.getTracks().forEach((track) => track.stop())
    void context.close()
  }
  if (signal.aborted) return letGo()
  signal.addEventListener('abort', letGo, { once: true })
  draw()
}

/** Speech sits between -50 dB and -10 dB: spread that over the meter. */
export function loudness(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
  const decibels = 10 * Math.log10(power + 1e-12)
  return Math.min(1, Math.max(0, (decibels + 50) / 40))
}
