import { createTheme, defaultVariantColorsResolver, type CSSVariablesResolver } from '@mantine/core'

const fontFamily =
  "-apple-system, 'Segoe UI', 'Noto Sans JP', 'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic UI', 'Yu Gothic', Meiryo, system-ui, sans-serif"

/** Mantine's own greys, made warm: index 4 and 5 border fields, so they keep 3:1. */
const gray = [
  '#f5f4f0',
  '#edebe5',
  '#e0ddd5',
  '#d0ccc2',
  '#8a857a',
  '#8a857a',
  '#5d594f',
  '#4a463d',
  '#33302b',
  '#1e1d1a',
] as const
const dark = [
  '#edebe6',
  '#cfcbc3',
  '#aba69c',
  '#857f75',
  '#857f75',
  '#33302b',
  '#23211e',
  '#1d1c19',
  '#151412',
  '#100f0e',
] as const

/** Mantine, told to use our tokens: one accent, 14 px text, 6 px corners, spacing in fours. */
export const theme = createTheme({
  fontFamily,
  colors: { gray, dark },
  headings: { fontFamily },
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  defaultRadius: '6px',
  radius: { sm: '6px', md: '6px' },
  shadows: { xs: 'none', sm: 'none', md: 'var(--float)', lg: 'var(--float)', xl: 'var(--float)' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: false,
  variantColorResolver: (input) =>
    variants[input.variant]?.(input.color === 'red') ?? defaultVariantColorsResolver(input),
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.4 },
        transitionProps: { duration: 0 },
      },
    },
    // Its <header> would be a second banner of the page.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    Checkbox: {
      vars: () => ({
        root: { '--checkbox-color': 'var(--accent)', '--checkbox-icon-color': 'var(--on-accent)' },
      }),
    },
    Menu: { defaultProps: { transitionProps: { duration: 0 }, shadow: 'md' } },
  },
})

type Colors = ReturnType<typeof defaultVariantColorsResolver>
const clear = '1px solid transparent'

const variants: Record<string, (dangerous: boolean) => Colors> = {
  filled: (dangerous) =>
    dangerous
      ? { background: 'var(--red)', hover: 'var(--red)', color: 'var(--surface)', border: clear }
      : {
          background: 'var(--accent)',
          hover: 'var(--accent-hover)',
          color: 'var(--on-accent)',
          border: clear,
        },
  light: (dangerous) =>
    dangerous
      ? { background: 'var(--red-soft)', hover: 'var(--red-soft)', color: 'var(--red)', border: clear }
      : {
          background: 'var(--accent-soft)',
          hover: 'var(--accent-soft)',
          color: 'var(--accent)',
          border: clear,
        },
  subtle: (dangerous) => ({
    background: 'transparent',
    hover: 'var(--sunken)',
    color: dangerous ? 'var(--red)' : 'var(--ink-2)',
    border: clear,
  }),
}

/** Mantine sets its own for each scheme, so ours are given for each scheme too. */
const ours = {
  '--mantine-color-white': 'var(--surface)',
  '--mantine-color-black': 'var(--ink)',
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-2)',
  '--mantine-color-placeholder': 'var(--ink-2)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--red)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--ink-2)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-light-color': 'var(--accent)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
}

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: ours, dark: ours })
