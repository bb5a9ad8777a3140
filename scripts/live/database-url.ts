import { DatabaseUrlError, parseDatabaseUrl, type DatabaseAddress } from '../../src/db/database-url.ts'
import { PlainError } from '../plain-error.ts'

export const databaseUrlRemedy =
  'it is mysql://user:password@host:3306/database, where user and password have %23 for #, %2F for /, %3F for ? and %25 for % (percent-encoding)'

/** What is wrong with an address, without a word of it; undefined where nothing is. */
export function databaseUrlFault(url: string): string | undefined {
  try {
    parseDatabaseUrl(url)
  } catch (error) {
    if (error instanceof DatabaseUrlError) return error.message
    throw error
  }
}

/** Reads an address, or says in one sentence why it cannot be read; `where` it stands, for whoever has to mend it. */
export function requireDatabaseUrl(url: string, where = 'DATABASE_URL'): DatabaseAddress {
  const fault = databaseUrlFault(url)
  if (fault) throw new PlainError(`${where} ${fault}: ${databaseUrlRemedy}.`)
  return parseDatabaseUrl(url)
}
