import IconArrowLeft from '@tabler/icons-react/dist/esm/icons/IconArrowLeft.mjs'
import { Link } from 'wouter'
import { asLeft } from '../shell/route.ts'

/** Leads to where this page belongs; a list is found as it was left. */
export function BackLink({ to, name }: { to: string; name: string }) {
  return (
    <Link href={asLeft(to)}>
      <IconArrowLeft size={16} aria-hidden />
      {name}
    </Link>
  )
}
