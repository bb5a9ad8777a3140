import IconBell from '@tabler/icons-react/dist/esm/icons/IconBell.mjs'
import IconCup from '@tabler/icons-react/dist/esm/icons/IconCup.mjs'
import IconHeadset from '@tabler/icons-react/dist/esm/icons/IconHeadset.mjs'
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import IconUnlink from '@tabler/icons-react/dist/esm/icons/IconUnlink.mjs'
import { useTranslation } from 'react-i18next'
import type { PhoneStatus } from '../softphone/softphone-seam.ts'
import { Chip } from './chip.tsx'

/** The one vocabulary of states: the same word, colour and icon wherever a state is shown. */
export const stateLooks = {
  idle: { tone: 'grey', icon: IconPhone, outline: true },
  waiting: { tone: 'green', icon: IconHeadset },
  ringing: { tone: 'blue', icon: IconBell },
  dialing: { tone: 'blue', icon: IconPhone },
  talking: { tone: 'indigo', icon: IconPhone },
  'wrap-up': { tone: 'amber', icon: IconPencil },
  away: { tone: 'grey', icon: IconCup },
  unreachable: { tone: 'red', icon: IconUnlink, outline: true },
} as const

export function StateChip({ state }: { state: PhoneStatus }) {
  const { t } = useTranslation()
  return <Chip {...stateLooks[state]}>{t(`state.${state}`)}</Chip>
}
