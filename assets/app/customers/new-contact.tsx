import { Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactDraft, Outcome } from '../../../src/http/desk-actions.ts'
import { call, VisibleError } from '../api.ts'
import { sayDone } from '../components/toast.ts'
import { useDraft } from '../form/draft.ts'
import { ChoiceField } from '../form/fields.tsx'
import { Form } from '../form/form.tsx'
import { newContactId } from '../softphone/contact-id.ts'
import { customerKey } from './customer-queries.ts'
import classes from './customer-page.module.css'
import { useOutcomeChoices } from './outcome.tsx'

/** A note about a letter, a visit, a call on another phone: whatever the softphone did not see. */
export function NewContact({ customerId }: { customerId: number }) {
  const [contactId, setContactId] = useState(newContactId)
  return (
    <ContactForm
      key={contactId}
      contactId={contactId}
      customerId={customerId}
      onSaved={() => setContactId(newContactId())}
    />
  )
}

/** Nothing said and nothing decided is no contact. */
function saveContact(contact: ContactDraft) {
  if (contact.note.trim() === '' && contact.outcome === 'none')
    return Promise.reject(new VisibleError('invalid', { note: 'required' }))
  return call('contacts/save', contact)
}

interface ContactFormProps {
  contactId: string
  customerId: number
  onSaved(): void
}

function ContactForm({ contactId, customerId, onSaved }: ContactFormProps) {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const choices = useOutcomeChoices()
  const draft = useDraft(
    { note: '', outcome: 'none' as Outcome },
    (values) => saveContact({ ...values, contactId, customerId }),
    () => {
      sayDone(t('form.saved'))
      void queryClient.invalidateQueries({ queryKey: customerKey(customerId) })
      onSaved()
    },
  )
  return (
    <section className={classes.contact} aria-labelledby="new-contact">
      <h2 id="new-contact" className={classes.heading}>
        {t('customers.new-contact')}
      </h2>
      <Form draft={draft} saveLabel={t('form.save')}>
        <Textarea
          label={t('customers.note')}
          value={draft.values.note}
          error={draft.errorOf('note')}
          onChange={(event) => draft.set({ note: event.currentTarget.value })}
          readOnly={draft.busy}
          rows={6}
        />
        <ChoiceField draft={draft} name="outcome" label={t('customers.outcome')} choices={choices} />
      </Form>
    </section>
  )
}
