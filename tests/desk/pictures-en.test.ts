import { photographIn } from './support/photographs.ts'

photographIn('en')
