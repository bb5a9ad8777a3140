import { expect, test } from 'vitest'
import { changedMeanwhile, merged } from './meanwhile.ts'

const ground = { lastName: '山田', firstName: '花子', queueIds: ['a', 'b'], version: 1 }

test('what was typed stays, and a list has what either side did to it', () => {
  const changes = { lastName: '新田', queueIds: ['b', 'mine'] }
  const latest = { ...ground, firstName: '華子', queueIds: ['a', 'b', 'theirs'], version: 2 }
  expect(merged(ground, changes, latest)).toEqual({ lastName: '新田', queueIds: ['b', 'theirs', 'mine'] })
})

test('what both removed stays removed, what both added is there once', () => {
  expect(merged(ground, { queueIds: ['b', 'c'] }, { ...ground, queueIds: ['b', 'c'] })).toEqual({
    queueIds: ['b', 'c'],
  })
})

test('a field is told of if somebody else changed it, and whether saving would undo that', () => {
  const latest = { ...ground, lastName: '中田', firstName: '華子', version: 2 }
  const told = changedMeanwhile(ground, { lastName: '新田' }, latest)
  expect(Object.fromEntries(told)).toEqual({
    lastName: { before: '山田', latest: '中田', kept: true },
    firstName: { before: '花子', latest: '華子', kept: false },
  })
})

test('two who typed the same have nothing to say to each other', () => {
  const told = changedMeanwhile(ground, { lastName: '新田' }, { ...ground, lastName: '新田' })
  expect(told.get('lastName')).toMatchObject({ kept: false })
})
