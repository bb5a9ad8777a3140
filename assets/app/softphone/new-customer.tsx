import { Button, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { call, VisibleError } from '../api.ts'
import { Notice } from '../components/notice.tsx'
import { useFieldText, useTroubleText } from '../words/trouble.ts'
import { newContactId } from './contact-id.ts'
import { useOpenPhone } from './phone-context.ts'
import classes from './new-customer.module.css'
import { useUnfinishedForm } from './unfinished-form.ts'

const blank = { lastName: '', firstName: '', lastNameKana: '', firstNameKana: '' }
const fields = ['lastName', 'firstName', 'lastNameKana', 'firstNameKana'] as const
const labels = {
  lastName: 'person.last-name',
  firstName: 'person.first-name',
  lastNameKana: 'person.last-name-kana',
  firstNameKana: 'person.first-name-kana',
} as const

/** Nobody known by this number: a name is enough, the number is there already. */
export function NewCustomer({ number }: { number: string | null }) {
  const { t } = useTranslation()
  const phone = useOpenPhone()
  const troubleText = useTroubleText()
  const fieldText = useFieldText()
  const [values, setValues] = useState(blank)
  const [registrationId] = useState(newContactId)
  const [saving, setSaving] = useState(false)
  const [error, setError] = useState<unknown>()
  useUnfinishedForm(Object.values(values).some((value) => value.trim() !== ''))
  const wrong = error instanceof VisibleError ? error.fields : {}
  const create = async (event: FormEvent) => {
    event.preventDefault()
    const { leg } = phone.inHand.read()
    setSaving(true)
    setError(undefined)
    try {
      const { customer } = await call('customers/create', {
        ...values,
        numbers: number ? [number] : [],
        registrationId,
      })
      phone.customerMade(leg, customer)
    } catch (caught) {
      setError(caught)
    } finally {
      setSaving(false)
    }
  }
  return (
    <form className={classes.form} onSubmit={(event) => void create(event)}>
      <p className={classes.explain}>
        {number ? t('softphone.new-customer-why') : t('softphone.withheld-why')}
      </p>
      <div className={classes.fields}>
        {fields.map((field) => (
          <TextInput
            key={field}
            label={t(labels[field])}
            value={values[field]}
            error={fieldText(wrong[field])}
            autoComplete="off"
            onChange={(event) => setValues({ ...values, [field]: event.currentTarget.value })}
          />
        ))}
      </div>
      {error !== undefined && <Notice>{troubleText(error)}</Notice>}
      <Button type="submit" loading={saving} disabled={values.lastName.trim() === ''}>
        {t('softphone.new-customer')}
      </Button>
    </form>
  )
}
