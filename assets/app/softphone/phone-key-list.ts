/** Alt and a letter, also while somebody types. Shown under `?`. */
export const phoneKeys = [
  { code: 'KeyA', keys: 'Alt a', name: 'softphone.key-accept' },
  { code: 'KeyR', keys: 'Alt r', name: 'softphone.key-decline' },
  { code: 'KeyM', keys: 'Alt m', name: 'softphone.key-mute' },
  { code: 'KeyK', keys: 'Alt k', name: 'softphone.key-keypad' },
  { code: 'KeyX', keys: 'Alt x x', name: 'softphone.key-hang-up' },
  { code: 'KeyN', keys: 'Alt n', name: 'softphone.key-note' },
  { code: 'KeyL', keys: 'Alt l', name: 'softphone.key-dial' },
  { code: 'KeyE', keys: 'Alt e', name: 'softphone.key-extend' },
  { code: 'KeyW', keys: 'Alt w', name: 'softphone.key-finish' },
  { code: 'KeyS', keys: 'Alt s', name: 'softphone.key-stop' },
] as const
