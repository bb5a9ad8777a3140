import { Button } from '@mantine/core'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import { useTranslation } from 'react-i18next'
import { go } from '../shell/route.ts'
import { usePhone } from '../softphone/softphone-seam.ts'
import { domesticNumber } from '../words/telephone.ts'

/** Calls this number when the softphone is open; otherwise leads to the softphone, with the number ready. */
export function CallButton({ number }: { number: string }) {
  const { t } = useTranslation()
  const phone = usePhone()
  const shown = domesticNumber(number)
  return (
    <Button
      variant="light"
      size="compact-md"
      leftSection={<IconPhone size={16} aria-hidden />}
      aria-label={t('customers.call', { number: shown })}
      disabled={phone?.inCall}
      onClick={() => (phone ? phone.dial(number) : go('/phone', { number }))}
    >
      {shown}
    </Button>
  )
}
