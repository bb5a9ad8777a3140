/** Why a softphone's call is not put through: said on the line, shown by the desk, audited as `call.refused`. */
export type Refusal =
  | 'unknown-operator'
  | 'not-your-queue'
  | 'signed-out'
  | 'unknown-colleague'
  | 'not-a-number'
  | 'refused-prefix'
  | 'not-allowed-country'
  | 'no-caller-id'
  | 'database-away'
