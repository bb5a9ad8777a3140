import IconArrowLeft from '@tabler/icons-react/dist/esm/icons/IconArrowLeft.mjs'
import { Link } from 'wouter'

export function BackLink({ to, name }: { to: string; name: string }) {
  return (
    <Link href={to}>
      <IconArrowLeft size={16} aria-hidden />
      {name}
    </Link>
  )
}
