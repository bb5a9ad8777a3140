import { benchCustomers } from './bench/customers.ts'
import { benchPages } from './bench/pages.ts'
import { benchPlans } from './bench/plans.ts'
import { benchWallboard } from './bench/wallboard.ts'
import { PlainError, run } from './plain-error.ts'

const benches: Record<string, () => Promise<boolean>> = {
  customers: benchCustomers,
  pages: benchPages,
  plans: benchPlans,
  wallboard: benchWallboard,
}

/** Measures one promise of the product on this machine; exit code 1 when it does not hold. */
await run(async () => {
  const [name = ''] = process.argv.slice(2)
  const bench = benches[name]
  if (!bench) throw new PlainError(`npm run bench -- ${Object.keys(benches).join(' | ')}`)
  if (!(await bench())) process.exitCode = 1
})
