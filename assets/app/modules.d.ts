declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  import type { Icon } from '@tabler/icons-react'
  const icon: Icon
  export default icon
}

declare module 'virtual:japanese-numbering-plan' {
  import type { MetadataJson } from 'libphonenumber-js/core'
  const plan: MetadataJson
  export default plan
}
