import { createTheme, defaultVariantColorsResolver, type CSSVariablesResolver } from '@mantine/core'

const fontFamily =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans JP', 'Noto Sans CJK JP', 'Hiragino Sans', 'Hiragino Kaku Gothic ProN', 'Yu Gothic UI', 'Yu Gothic', Meiryo, sans-serif"

/** Mantine, told to use our tokens: one accent, 14 px text, 6 px corners, spacing in fours. */
export const theme = createTheme({
  fontFamily,
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

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
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
  },
  light: {},
  dark: {},
})
