import { Checkbox, NativeSelect, TextInput, type TextInputProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft } from './draft.ts'
import classes from './fields.module.css'
import { MeanwhileNote } from './meanwhile-note.tsx'
import { useTyped } from './typed.ts'

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
      {...described(draft, name, explain)}
      value={value}
      error={optional && value === '' ? undefined : draft.errorOf(name)}
      onChange={(event) => draft.set({ [name]: event.currentTarget.value } as Partial<Values>)}
      readOnly={draft.busy}
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
  const typed = useTyped(Number.isNaN(value) || value === null ? '' : String(value), (text) =>
    draft.set({ [name]: wholeNumber(text) } as Partial<Values>),
  )
  return (
    <TextInput
      {...typed}
      label={label}
      {...described(draft, name, explain)}
      disabled={disabled}
      readOnly={draft.busy}
      inputMode="numeric"
      error={draft.errorOf(path ?? name)}
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
  const labelOf = (value: unknown) => choices.find((choice) => choice.value === value)?.label ?? String(value)
  return (
    <NativeSelect
      label={label}
      {...described(draft, name, explain, labelOf)}
      disabled={disabled || draft.busy}
      value={draft.values[name] as string}
      error={draft.errorOf(name)}
      onChange={(event) => draft.set({ [name]: event.currentTarget.value } as Partial<Values>)}
      data={[...choices]}
    />
  )
}

export function CheckField<Values>({ draft, name, label, explain, disabled }: FieldProps<Values, boolean>) {
  const { t } = useTranslation()
  return (
    <Checkbox
      label={label}
      description={
        described(draft, name, explain, (value) => (value ? t('audit.yes') : t('audit.no'))).description
      }
      disabled={disabled || draft.busy}
      checked={draft.values[name] as boolean}
      error={draft.errorOf(name)}
      onChange={(event) => draft.set({ [name]: event.currentTarget.checked } as Partial<Values>)}
    />
  )
}

/** What a field is for, above it; what became of it meanwhile, under it, so that fields in a row stay in line. */
function described<Values>(
  draft: Draft<Values>,
  name: string,
  explain: ReactNode,
  say?: (value: unknown) => string,
): Pick<TextInputProps, 'description' | 'inputWrapperOrder'> {
  const meanwhile = draft.meanwhile(name)
  if (!meanwhile) return { description: explain }
  const note = <MeanwhileNote meanwhile={meanwhile} say={say} />
  return { description: note, inputWrapperOrder: ['label', 'input', 'error', 'description'] }
}
