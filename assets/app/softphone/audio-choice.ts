import { keepOnMachine } from '../keep-on-machine.ts'

/** A device that somebody chose. Browsers change ids; people know the label. */
export interface Chosen {
  id: string
  label: string
}

export type AudioRole = 'microphone' | 'speaker' | 'ringer'
export type AudioChoices = Partial<Record<AudioRole, Chosen>>

const key = 'runa.audio'

export function rememberedChoices(): AudioChoices {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as AudioChoices
  } catch {
    return {}
  }
}

export function rememberChoices(choices: AudioChoices): void {
  keepOnMachine(key, JSON.stringify(choices))
}

/** The chosen device among those present: by id, else by its label; undefined means the browser's default. */
export function presentDevice<Device extends { deviceId: string; label: string }>(
  chosen: Chosen | undefined,
  present: readonly Device[],
): Device | undefined {
  if (!chosen) return undefined
  return (
    present.find(({ deviceId }) => deviceId === chosen.id) ??
    present.find(({ label }) => label !== '' && label === chosen.label)
  )
}
