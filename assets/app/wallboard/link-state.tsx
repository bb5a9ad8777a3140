import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs'
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs'
import { useTranslation } from 'react-i18next'
import type { WallboardLink } from '../../../src/http/desk-actions.ts'
import { Chip } from '../components/chip.tsx'

const looks = {
  open: { tone: 'green', icon: IconCheck },
  expired: { tone: 'grey', icon: IconClock },
  revoked: { tone: 'grey', icon: IconLock },
} as const

export function linkState(link: WallboardLink): keyof typeof looks {
  if (link.revokedAt) return 'revoked'
  return Date.parse(link.expiresAt) < Date.now() ? 'expired' : 'open'
}

export function LinkState({ link }: { link: WallboardLink }) {
  const { t } = useTranslation()
  const state = linkState(link)
  return <Chip {...looks[state]}>{t(`links.${state}`)}</Chip>
}
