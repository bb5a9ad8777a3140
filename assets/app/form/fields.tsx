import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Draft } from './draft.ts'
import classes from './fields.module.css'

/** The names of `Values` that hold a `Kind`. */
type NameOf<Values, Kind> = {
  [Name in keyof Values]: Values[Name] extends Kind ? Name : never
}[keyof Values] &
  string

interface FieldProps<Values, Kind> {
  draft: Draft<Values>
  name: NameOf<Values, Kind>
  label: string
  explain?: ReactNode
  disabled?: boolean
}

interface TextFieldProps<Values> extends FieldProps<Values, string | null | undefined> {
  /** Ids are typed exactly: no capitals, no spelling help. */
  exact?: boolean
  /** Left empty it is made of another field, whose fault is not its own. */
  optional?: boolean
  readOnly?: boolean
  autoFocus?: boolean
  inputMode?: 'tel' | 'url' | 'text'
}

export function TextField<Values>({
  draft,
  name,
  label,
  explain,
  exact,
  optional,
  ...input
}: TextFieldProps<Values>) {
  const value = (draft.values[name] as string | null | undefined) ?? ''
  return (
    <TextInput
      {...input}
      label={label}
      description={explain}
      value={value}
      error={optional && value === '' ? undefined : draft.errorOf(name)}
      onChange={(event) => draft.set({ [name]: event.currentTarget.value } as Partial<Values>)}
      autoComplete="off"
      autoCapitalize={exact ? 'off' : undefined}
      spellCheck={exact ? false : undefined}
    />
  )
}

interface NumberFieldProps<Values> extends FieldProps<Values, number> {
  unit: string
  /** Where the server names the field by another path. */
  path?: string
}

/** Whole numbers, in digits of any width; an empty field is NaN, which the server refuses by name. */
export function NumberField<Values>({
  draft,
  name,
  label,
  explain,
  unit,
  path,
  disabled,
}: NumberFieldProps<Values>) {
  const value = draft.values[name] as number
  return (
    <TextInput
      label={label}
      description={explain}
      disabled={disabled}
      inputMode="numeric"
      value={Number.isNaN(value) || value === null ? '' : String(value)}
      error={draft.errorOf(path ?? name)}
      onChange={(event) => draft.set({ [name]: wholeNumber(event.currentTarget.value) } as Partial<Values>)}
      rightSection={<span className={classes.unit}>{unit}</span>}
      rightSectionWidth="auto"
      autoComplete="off"
    />
  )
}

function wholeNumber(typed: string): number {
  const digits = typed.normalize('NFKC').replace(/\D/g, '')
  return digits === '' ? NaN : Number(digits.slice(0, 9))
}

interface ChoiceFieldProps<Values> extends FieldProps<Values, string> {
  choices: readonly { value: string; label: string }[]
}

export function ChoiceField<Values>({
  draft,
  name,
  label,
  explain,
  choices,
  disabled,
}: ChoiceFieldProps<Values>) {
  return (
    <NativeSelect
      label={label}
      description={explain}
      disabled={disabled}
      value={draft.values[name] as string}
      error={draft.errorOf(name)}
      onChange={(event) => draft.set({ [name]: event.currentTarget.value } as Partial<Values>)}
      data={[...choices]}
    />
  )
}

export function CheckField<Values>({ draft, name, label, explain, disabled }: FieldProps<Values, boolean>) {
  return (
    <Checkbox
      label={label}
      description={explain}
      disabled={disabled}
      checked={draft.values[name] as boolean}
      error={draft.errorOf(name)}
      onChange={(event) => draft.set({ [name]: event.currentTarget.checked } as Partial<Values>)}
    />
  )
}
