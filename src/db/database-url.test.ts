import { expect, test } from 'vitest'
import { parseDatabaseUrl } from './database-url.ts'

const fault = (url: string) => {
  try {
    parseDatabaseUrl(url)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

test('every character of a password is read, most of them as they are', () => {
  expect(parseDatabaseUrl('mysql://ru%40na:%23%2F%3F%25%40%3A@db.example.com:3307/ru%20na')).toEqual({
    host: 'db.example.com',
    port: 3307,
    user: 'ru@na',
    password: '#/?%@:',
    database: 'ru na',
  })
  expect(parseDatabaseUrl('mysql://runa:a@b:c&d;e f$é[]@127.0.0.1/runa')).toMatchObject({
    password: 'a@b:c&d;e f$é[]',
    port: 3306,
  })
  expect(parseDatabaseUrl('mysql://runa@[::1]/runa')).toMatchObject({ host: '::1', password: '' })
})

test('what a hosted database adds behind a question mark is left alone', () => {
  expect(parseDatabaseUrl('mysql://runa:pw@db.example.com/runa?ssl-mode=REQUIRED')).toMatchObject({
    database: 'runa',
  })
})

test.each(['#', '/', '?'])('a bare %s in the password is named, wherever it stands', (sign) => {
  for (const password of [
    `${sign}secret`,
    `secret${sign}`,
    `sec${sign}ret`,
    `12${sign}34`,
    `a@b${sign}c`,
    `1@2${sign}`,
  ])
    expect([password, fault(`mysql://runa:${password}@db.example.com:3306/runa`)]).toEqual([
      password,
      `has a bare ${sign} in its user or password`,
    ])
})

test.each(['100%', '%', '%zz', 'a%2', '%ff'])('a bare %% as in %s is named', (password) => {
  expect(fault(`mysql://runa:${password}@db.example.com/runa`)).toBe('has a bare % in its user or password')
  expect(fault(`mysql://${password}:secret@db.example.com/runa`)).toBe('has a bare % in its user or password')
})

test.each([
  ['', 'does not begin with mysql://'],
  ['postgres://runa:secret@db.example.com/runa', 'does not begin with mysql://'],
  ['runa:secret@db.example.com/runa', 'does not begin with mysql://'],
  ['mysql://db.example.com/runa', 'has no user'],
  ['mysql://:secret@db.example.com/runa', 'has no user'],
  ['mysql://runa:secret@/runa', 'has no host'],
  ['mysql://runa:secret@db.example.com', 'has no database'],
  ['mysql://runa:secret@db.example.com/', 'has no database'],
  ['mysql://runa:secret@db.example.com/a/b', 'has more than a database behind its host'],
  ['mysql://runa:secret@db.example.com/a#b', 'has more than a database behind its host'],
  ['mysql://runa:secret@db.example.com/100%', 'has a bare % in its database'],
  ['mysql://runa:secret@db.example.com:port/runa', 'has a host or port that cannot be read'],
  ['mysql://runa:secret@db.example.com:65536/runa', 'has a host or port that cannot be read'],
  ['mysql://runa:secret@db example.com/runa', 'has a host or port that cannot be read'],
])('%s %s', (url, says) => {
  expect(fault(url)).toBe(says)
})

test('nothing of the address is in what is said of it', () => {
  try {
    parseDatabaseUrl('mysql://runa:secret#secret@db.example.com/runa')
    expect.unreachable()
  } catch (error) {
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/secret|example/)
  }
})
