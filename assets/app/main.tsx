import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './look/mantine.css'
import './look/tokens.css'
import { Desk } from './desk.tsx'
import { cssVariables, theme } from './look/theme.ts'
import { startLanguage } from './words/language.ts'

const RELOAD_MS = 10_000
const colorScheme = localStorageColorSchemeManager({ key: 'runa.scheme' })

await startLanguage().then(draw, comeAgain)

function draw(): void {
  createRoot(document.getElementById('desk')!).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={colorScheme}
        defaultColorScheme="auto"
      >
        <Desk />
      </MantineProvider>
    </StrictMode>,
  )
}

/** Without a catalogue there are no words: the page's own say so, and a screen on a wall needs nobody to reload it. */
function comeAgain(): void {
  document.getElementById('unloaded')!.hidden = false
  setTimeout(() => location.reload(), RELOAD_MS)
}
