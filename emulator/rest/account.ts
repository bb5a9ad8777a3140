import { date } from './dates.ts'
import { type Resource, accountUri, ok } from './resource.ts'

export const account: Resource = {
  path: '.json',
  reads: {},
  GET: ({ telephony }) =>
    ok({
      auth_token: telephony.account.authToken,
      date_created: date(0),
      date_updated: date(0),
      friendly_name: telephony.account.friendlyName ?? 'Local account',
      owner_account_sid: telephony.account.sid,
      sid: telephony.account.sid,
      status: 'active',
      subresource_uris: Object.fromEntries(
        ['Applications', 'Calls', 'IncomingPhoneNumbers', 'Queues'].map((name) => [
          name.replace(/(?<!^)[A-Z]/g, '_$&').toLowerCase(),
          `${accountUri(telephony)}/${name}.json`,
        ]),
      ),
      type: 'Full',
      uri: `${accountUri(telephony)}.json`,
    }),
}
