import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Level, NewOperator } from '../../../src/http/desk-actions.ts'
import type { Draft } from '../form/draft.ts'
import { CheckField, ChoiceField, TextField } from '../form/fields.tsx'
import { Form, FormRow } from '../form/form.tsx'
import { useSignedIn } from '../session/signed-in.ts'
import { QueuePicker } from './queue-picker.tsx'

/** Both forms in one: what cannot change later is only asked of a new operator. */
export type OperatorValues = Required<NewOperator> & { disabled: boolean }

interface OperatorFormProps {
  draft: Draft<OperatorValues>
  isNew?: boolean
  /** Nobody changes their own level, nor locks themselves out. */
  isSelf?: boolean
  onReload?(): Promise<void>
  beside?: ReactNode
}

export function OperatorForm({ draft, isNew, isSelf, onReload, beside }: OperatorFormProps) {
  const { t } = useTranslation()
  return (
    <Form
      draft={draft}
      saveLabel={isNew ? t('operators.create') : t('form.save')}
      onReload={onReload}
      beside={beside}
    >
      {isNew && <IdFields draft={draft} />}
      <FormRow>
        <TextField draft={draft} name="lastName" label={t('person.last-name')} />
        <TextField draft={draft} name="firstName" label={t('person.first-name')} />
      </FormRow>
      <FormRow>
        <LevelField draft={draft} disabled={isSelf} />
        <TextField draft={draft} name="telnum" label={t('operators.telnum')} inputMode="tel" />
      </FormRow>
      <QueuePicker
        label={t('operators.queues')}
        value={draft.values.queueIds}
        error={draft.errorOf('queueIds')}
        meanwhile={draft.meanwhile('queueIds')}
        disabled={draft.busy}
        onChange={(queueIds) => draft.set({ queueIds })}
      />
      {!isNew && !isSelf && (
        <CheckField
          draft={draft}
          name="disabled"
          label={t('operators.disable')}
          explain={t('operators.disable-why')}
        />
      )}
    </Form>
  )
}

function IdFields({ draft }: { draft: Draft<OperatorValues> }) {
  const { t } = useTranslation()
  return (
    <FormRow>
      <TextField
        draft={draft}
        name="operatorId"
        label={t('operators.id')}
        explain={t('operators.id-why')}
        exact
        autoFocus
      />
      <TextField
        draft={draft}
        name="clientName"
        label={t('operators.client-name')}
        explain={t('operators.client-name-why')}
        optional
        exact
      />
    </FormRow>
  )
}

function LevelField({ draft, disabled }: { draft: Draft<OperatorValues>; disabled?: boolean }) {
  const { t } = useTranslation()
  const choices = levelsUpTo(useSignedIn().level).map((level) => ({
    value: level,
    label: t(`level.${level}`),
  }))
  return (
    <ChoiceField
      draft={draft}
      name="level"
      label={t('operators.level')}
      explain={disabled && t('operators.own-level')}
      choices={choices}
      disabled={disabled}
    />
  )
}

/** Nobody gives a level above their own. */
function levelsUpTo(level: Level): Level[] {
  const levels: Level[] = ['operator', 'supervisor', 'admin']
  return levels.slice(0, levels.indexOf(level) + 1)
}
