import * as z from 'zod/mini'
import { version } from '../fields.ts'

export const operatorId = z.string().check(z.minLength(1), z.maxLength(20), z.regex(/^[A-Za-z0-9._-]*$/))

export const operatorReference = z.strictObject({ operatorId, version })
