import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './look/mantine.css'
import './look/tokens.css'
import { Desk } from './desk.tsx'
import { Framed, isFramed } from './shell/framed.tsx'
import { cssVariables, theme } from './look/theme.ts'
import { startLanguage } from './words/language.ts'

const colorScheme = localStorageColorSchemeManager({ key: 'runa.scheme' })

// Without a catalogue there is nothing to draw; `public/come-again.js` sees the empty page.
await startLanguage()

createRoot(document.getElementById('desk')!).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
    >
      {isFramed ? <Framed /> : <Desk />}
    </MantineProvider>
  </StrictMode>,
)
