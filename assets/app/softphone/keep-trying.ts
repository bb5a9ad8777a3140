const pausesMs = [1_000, 2_000, 5_000, 10_000, 20_000]

/** Asks again, ever more slowly, while what goes wrong may pass; rejects with what does not pass, or when aborted. */
export async function keepTrying<Answer>(
  ask: () => Promise<Answer>,
  passes: (error: unknown) => boolean,
  { signal, missed }: { signal: AbortSignal; missed: () => void },
): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (signal.aborted || !passes(error)) throw error
      missed()
      await pause(pausesMs[Math.min(tries, pausesMs.length - 1)]!, signal)
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => (clearTimeout(timer), reject(signal.reason)), { once: true })
  })
}
