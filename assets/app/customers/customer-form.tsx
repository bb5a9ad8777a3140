import { ActionIcon, Button, TextInput } from '@mantine/core'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Customer, CustomerDetails } from '../../../src/http/desk-actions.ts'
import type { Draft } from '../form/draft.ts'
import { TextField } from '../form/fields.tsx'
import { Form, FormRow } from '../form/form.tsx'
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
  const { numbers } = draft.values
  const change = (next: string[]) => draft.set({ numbers: next })
  return (
    <fieldset className={classes.numbers}>
      <legend className="field-label">{t('customers.numbers')}</legend>
      {numbers.map((number, index) => (
        <div key={index} className={classes.number}>
          <TextInput
            className={classes.field}
            aria-label={t('customers.number-nth', { nth: String(index + 1) })}
            inputMode="tel"
            value={number}
            error={draft.errorOf(`numbers.${sentIndex(numbers, index)}`)}
            onChange={(event) => change(numbers.with(index, event.currentTarget.value))}
            autoComplete="off"
          />
          <ActionIcon
            variant="subtle"
            size={36}
            aria-label={t('customers.remove-number', { number })}
            onClick={() => change(numbers.filter((_, each) => each !== index))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-md"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => change([...numbers, ''])}
      >
        {t('customers.add-number')}
      </Button>
    </fieldset>
  )
}

/** Empty fields are not sent, so the server counts without them. */
function sentIndex(numbers: readonly string[], index: number): number {
  return numbers.slice(0, index).filter((number) => number.trim() !== '').length
}
