import { useTranslation } from 'react-i18next'
import { VisibleError, type TroubleCode } from '../api.ts'

/** Turns whatever was thrown into the sentence a person reads. */
export function useTroubleText(): (error: unknown) => string {
  const { t } = useTranslation()
  return (error) => t(`error.${troubleCode(error)}`)
}

/** The same where nothing was typed that could be kept. */
export function useLoadTroubleText(): (error: unknown) => string {
  const { t } = useTranslation()
  return (error) => {
    const code = troubleCode(error)
    return code === 'network' || code === 'database-away' || code === 'twilio-away'
      ? t(`trouble.${code}`)
      : t(`error.${code}`)
  }
}

export function troubleCode(error: unknown): TroubleCode {
  return error instanceof VisibleError ? error.code : 'internal'
}

const knownFieldCodes = [
  'required',
  'too-short',
  'too-long',
  'too-small',
  'too-large',
  'malformed',
  'taken',
  'common',
  'unknown',
  'wrong',
  'same',
  'personal',
  'stage-prefix',
] as const

/** The words under a field, from the server's code for it; a code from the future is still an error. */
export function useFieldText(): (code: string | undefined) => string | undefined {
  const { t } = useTranslation()
  return (code) => code && t(`field.${knownFieldCodes.find((known) => known === code) ?? 'malformed'}`)
}
