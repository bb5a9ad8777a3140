import { expect, test } from 'vitest'
import { Dice } from './dice.ts'

const throws = (dice: Dice, count = 2000) => Array.from({ length: count }, () => dice.between(1, 6))

test('a seed throws the same again, another seed something else', () => {
  expect(throws(new Dice(7))).toEqual(throws(new Dice(7)))
  expect(throws(new Dice(7))).not.toEqual(throws(new Dice(8)))
})

test('both ends come, nothing beyond them, and all about equally often', () => {
  const counts = Object.values(Object.groupBy(throws(new Dice(1), 6000), (eyes) => eyes)).map(
    (all) => all!.length,
  )
  expect(counts).toHaveLength(6)
  expect(Math.min(...counts)).toBeGreaterThan(800)
})

test('what somebody throws changes nothing for others', () => {
  const [one, other] = [new Dice(7), new Dice(7)]
  other.for('caller 1').throw()
  other.throw()
  expect(one.for('caller 2').throw()).toBe(other.for('caller 2').throw())
  expect(one.for('caller 1').throw()).not.toBe(one.for('caller 2').throw())
})

test('weights are heeded, and what weighs nothing never comes', () => {
  const dice = new Dice(3)
  const names = Array.from({ length: 4000 }, () => dice.weighted({ often: 3, seldom: 1, never: 0 }))
  expect(names.filter((name) => name === 'never')).toEqual([])
  expect(names.filter((name) => name === 'often').length).toBeGreaterThan(2800)
  expect(names.filter((name) => name === 'seldom').length).toBeGreaterThan(800)
})

test('a chance of 0 never comes, one of 1 always', () => {
  const dice = new Dice(5)
  expect(Array.from({ length: 1000 }, () => dice.chance(0))).not.toContain(true)
  expect(Array.from({ length: 1000 }, () => dice.chance(1))).not.toContain(false)
})
