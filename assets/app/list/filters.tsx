import { Button, NativeSelect, TextInput } from '@mantine/core'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useTyped } from '../form/typed.ts'
import classes from './list.module.css'
import type { ListState } from './list-state.ts'

/** One line above a list: what is looked for, and the way back to all. */
export function Filters({ state, children }: { state: ListState; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className={classes.filters} role="search">
      {children}
      {state.filtered && (
        <Button variant="subtle" onClick={state.clear}>
          {t('list.clear')}
        </Button>
      )}
    </div>
  )
}

interface FilterProps {
  state: ListState
  name: string
  label: string
}

export function TextFilter({ state, name, label }: FilterProps) {
  const typed = useTyped(state.filter(name), (text) => state.setFilter(name, text))
  return (
    <TextInput
      type="search"
      className={classes.search}
      leftSection={<IconSearch size={16} aria-hidden />}
      aria-label={label}
      placeholder={label}
      {...typed}
    />
  )
}

interface ChoiceFilterProps extends FilterProps {
  choices: readonly { value: string; label: string }[]
}

/** The label is the choice that filters nothing. */
export function ChoiceFilter({ state, name, label, choices }: ChoiceFilterProps) {
  return (
    <NativeSelect
      aria-label={label}
      value={state.filter(name)}
      onChange={(event) => state.setFilter(name, event.currentTarget.value)}
      data={[{ value: '', label }, ...choices]}
    />
  )
}
