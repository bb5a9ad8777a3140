import { ActionIcon, Button, TextInput } from '@mantine/core'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs'
import { useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Customer, CustomerDetails } from '../../../src/http/desk-actions.ts'
import type { Draft } from '../form/draft.ts'
import { TextField } from '../form/fields.tsx'
import { Form, FormRow } from '../form/form.tsx'
import { MeanwhileNote } from '../form/meanwhile-note.tsx'
import { useFormat } from '../words/format.ts'
import { domesticNumber } from '../words/telephone.ts'
import classes from './customer-form.module.css'

export type CustomerValues = Required<CustomerDetails> & { version: number }

export const blankCustomer: CustomerValues = {
  lastName: '',
  firstName: '',
  lastNameKana: '',
  firstNameKana: '',
  numbers: [''],
  version: 0,
}

export function valuesOf({
  lastName,
  firstName,
  lastNameKana,
  firstNameKana,
  numbers,
  version,
}: Customer): CustomerValues {
  return { lastName, firstName, lastNameKana, firstNameKana, numbers: numbers.map(domesticNumber), version }
}

/** Number fields left empty are no numbers. */
export function detailsOf({ version: _, numbers, ...names }: CustomerValues): CustomerDetails {
  return { ...names, numbers: numbers.map((number) => number.trim()).filter((number) => number !== '') }
}

interface CustomerFormProps {
  draft: Draft<CustomerValues>
  saveLabel: string
  onReload?(): Promise<void>
  beside?: ReactNode
}

export function CustomerForm({ draft, saveLabel, onReload, beside }: CustomerFormProps) {
  const { t } = useTranslation()
  return (
    <Form draft={draft} saveLabel={saveLabel} onReload={onReload} beside={beside}>
      <FormRow>
        <TextField draft={draft} name="lastName" label={t('person.last-name')} autoFocus />
        <TextField draft={draft} name="firstName" label={t('person.first-name')} />
      </FormRow>
      <FormRow>
        <TextField draft={draft} name="lastNameKana" label={t('person.last-name-kana')} />
        <TextField draft={draft} name="firstNameKana" label={t('person.first-name-kana')} />
      </FormRow>
      <Numbers draft={draft} />
    </Form>
  )
}

function Numbers({ draft }: { draft: Draft<CustomerValues> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { numbers } = draft.values
  const fields = useRef<HTMLFieldSetElement>(null)
  const change = (next: string[]) => draft.set({ numbers: next })
  /** Once the fields are drawn anew. */
  const focus = (index: number) =>
    requestAnimationFrame(() => fields.current?.querySelectorAll('input')[Math.max(0, index)]?.focus())
  return (
    <fieldset className={classes.numbers} ref={fields}>
      <legend className="field-label">{t('customers.numbers')}</legend>
      {numbers.map((number, index) => (
        <div key={index} className={classes.number}>
          <TextInput
            className={classes.field}
            aria-label={t('customers.number-nth', { nth: String(index + 1) })}
            inputMode="tel"
            value={number}
            error={errorOf(draft, number)}
            onChange={(event) => change(numbers.with(index, event.currentTarget.value))}
            readOnly={draft.busy}
            autoComplete="off"
          />
          <ActionIcon
            variant="subtle"
            size={36}
            aria-label={
              number.trim()
                ? t('customers.remove-number', { number })
                : t('customers.remove-number-nth', { nth: String(index + 1) })
            }
            onClick={() => {
              change(numbers.filter((_, each) => each !== index))
              focus(index - 1)
            }}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-md"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => {
          change([...numbers, ''])
          focus(numbers.length)
        }}
      >
        {t('customers.add-number')}
      </Button>
      <MeanwhileNote
        meanwhile={draft.meanwhile('numbers')}
        say={(theirs) => format.list(theirs as string[])}
      />
    </fieldset>
  )
}

/** The server counts what was sent, without the empty fields: its word is about a number, wherever that stands by now. */
function errorOf(draft: Draft<CustomerValues>, number: string): string | undefined {
  const index = detailsOf(draft.sent).numbers.indexOf(number.trim())
  return index < 0 ? undefined : draft.errorOf(`numbers.${index}`)
}
