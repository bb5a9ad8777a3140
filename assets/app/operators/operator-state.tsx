import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs'
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs'
import { useTranslation } from 'react-i18next'
import type { Operator } from '../../../src/http/desk-actions.ts'
import { Chip } from '../components/chip.tsx'

/** May this person sign in, and have they done so with a password of their own? */
export function OperatorState({ operator }: { operator: Operator }) {
  const { t } = useTranslation()
  if (operator.disabled)
    return (
      <Chip tone="grey" icon={IconLock}>
        {t('operators.disabled')}
      </Chip>
    )
  if (operator.mustChangePassword)
    return (
      <Chip tone="blue" icon={IconKey}>
        {t('operators.first-password')}
      </Chip>
    )
  return (
    <Chip tone="green" icon={IconCheck}>
      {t('operators.active')}
    </Chip>
  )
}
