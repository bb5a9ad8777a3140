import { PlainError } from '../../plain-error.ts'
import { plan, type SetupOptions } from '../setup.ts'
import { askTwilio, openAccountByKey } from '../twilio-account.ts'
import { doubt, examine, isWrong, unknown, well, wrong, type Check } from './check.ts'

type Account = Pick<SetupOptions, 'client' | 'file'>

/** The account and the key that signs the softphones' tokens. */
export async function checkAccount(account: Account): Promise<Check[]> {
  const checks = await examine('account', () => checkStatus(account))
  if (checks.some(isWrong)) return [...checks, ...unknown(['API key'], 'the account cannot be used')]
  return [...checks, ...(await examine('API key', () => checkKey(account)))]
}

/** Number, application and queues: what `setup` would change is wrong. */
export async function checkWiring(options: SetupOptions): Promise<Check[]> {
  return examine('wiring', async () => {
    const changes = await plan(options)
    if (changes.length === 0) return well('wiring', `number, application and queues are as they have to be`)
    return changes.flatMap(({ subject, lines }) =>
      lines.map((line) => wrong(subject.split(' ')[0]!, line, 'npm run setup mends it')),
    )
  })
}

async function checkStatus({ client, file }: Account): Promise<Check> {
  const sid = file.values.ACCOUNT_SID ?? ''
  const account = await askTwilio('open the account', file, () => client.api.v2010.accounts(sid).fetch())
  const says = `${account.friendlyName} is ${account.status}`
  if (account.status !== 'active') return wrong('account', says, "see Twilio's console")
  if (account.type === 'Trial')
    return doubt(
      'account',
      `${says}, a trial: calls end after 10 minutes`,
      'upgrade it before real callers come',
    )
  return well('account', says)
}

/** The key signs the softphones' tokens: a wrong one shows only when an operator signs in. */
async function checkKey({ file }: Account): Promise<Check> {
  try {
    await askTwilio('use the API key', file, () => openAccountByKey(file).queues.list({ limit: 1 }))
  } catch (error) {
    if (!(error instanceof PlainError) || !error.message.includes('401')) throw error
    return wrong(
      'API key',
      `Twilio refuses TWILIO_API_KEY_SID and its secret in ${file.name}`,
      'make a new key in the console: softphones cannot sign in with this one',
    )
  }
  return well('API key', 'accepted: the tokens of the softphones are good')
}
