import { expect, test } from 'vitest'
import { presentDevice } from './audio-choice.ts'

const headset = { deviceId: 'a1', label: 'Headset' }
const builtIn = { deviceId: 'b2', label: 'Built-in' }

test('finds the chosen device by its id', () => {
  expect(presentDevice({ id: 'b2', label: 'Old name' }, [headset, builtIn])).toBe(builtIn)
})

test('finds it by its name when the browser has given it another id', () => {
  expect(presentDevice({ id: 'gone', label: 'Headset' }, [headset, builtIn])).toBe(headset)
})

test('leaves it to the browser when the device is not there, or none was chosen', () => {
  expect(presentDevice({ id: 'gone', label: 'Other' }, [headset, builtIn])).toBeUndefined()
  expect(presentDevice(undefined, [headset])).toBeUndefined()
})

test('devices without names, before the microphone is allowed, are nobody’s choice', () => {
  expect(presentDevice({ id: 'gone', label: '' }, [{ deviceId: 'x', label: '' }])).toBeUndefined()
})
