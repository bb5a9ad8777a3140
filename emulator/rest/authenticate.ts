import type { Account } from '../telephony/account.ts'
import { RestError } from './rest-error.ts'

/** Basic authentication: account SID and auth token, or API key SID and its secret. Throws RestError. */
export function authenticate(account: Account, authorization: string | undefined): void {
  const encoded = /^Basic (.+)$/i.exec(authorization ?? '')?.[1] ?? ''
  const [user = '', ...password] = Buffer.from(encoded, 'base64').toString().split(':')
  const secret =
    user === account.sid ? account.authToken : account.apiKeys.find(({ sid }) => sid === user)?.secret
  if (secret === undefined || secret !== password.join(':')) throw new RestError(401, 20003, 'Authenticate')
}
