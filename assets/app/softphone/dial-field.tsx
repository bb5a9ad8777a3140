import { ActionIcon, Button, TextInput } from '@mantine/core'
import IconBackspace from '@tabler/icons-react/dist/esm/icons/IconBackspace.mjs'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import { useEffect, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { folded } from '../../../src/written/name.ts'
import { plainNumber } from '../../../src/written/number.ts'
import { useTyped } from '../form/typed.ts'
import { useRoute } from '../shell/route.ts'
import { useColleagues } from './colleague-list.ts'
import { numberAsTyped } from './dialled-number.ts'
import { Keypad } from './keypad.tsx'
import { useOpenPhone } from './phone-context.ts'
import classes from './dial-field.module.css'

/** A number, or a colleague's name: typed, pasted or pressed. */
export function DialField() {
  const { t } = useTranslation()
  const phone = useOpenPhone()
  const { store } = phone
  const { search } = useRoute()
  // A customer's number leads here with `#/phone?number=…` while the softphone is closed.
  const [typed, setTyped] = useState(() => numberAsTyped(search.get('number') ?? ''))
  const [wrong, setWrong] = useState(false)
  const named = useColleaguesNamed(typed)
  // What was typed stays until it is being called: it may have to be tried again.
  useEffect(
    () =>
      store.listen(({ activity }, before) => {
        if (activity.name === 'calling' && before.activity.name !== 'calling') setTyped('')
      }),
    [store],
  )
  const type = (text: string) => {
    setWrong(false)
    setTyped(isNumber(text) ? numberAsTyped(text) : text)
  }
  const field = useTyped(typed, type)
  const dial = (event: FormEvent) => {
    event.preventDefault()
    const [colleague] = named
    if (typed && isNumber(typed)) phone.dial({ kind: 'number', number: typed })
    else if (colleague && named.length === 1) phone.dial(colleague)
    else setWrong(true)
  }
  return (
    <form className={classes.dial} onSubmit={dial}>
      <TextInput
        label={t('softphone.dial')}
        placeholder="03-1234-5678"
        {...field}
        error={wrong && (typed ? t('softphone.dial-wrong') : t('field.required'))}
        data-reach="dial"
        autoComplete="off"
        inputMode="text"
        rightSection={
          typed && (
            <ActionIcon
              variant="subtle"
              size={28}
              aria-label={t('softphone.erase')}
              onClick={() => type(typed.replace(/.[^\d]*$/u, ''))}
            >
              <IconBackspace size={18} stroke={1.6} aria-hidden />
            </ActionIcon>
          )
        }
      />
      {named.length > 0 ? (
        <ul className={classes.named}>
          {named.map((colleague) => (
            <li key={colleague.operatorId}>
              <Button variant="subtle" fullWidth justify="flex-start" onClick={() => phone.dial(colleague)}>
                {colleague.name}
              </Button>
            </li>
          ))}
        </ul>
      ) : (
        <Keypad onPress={(digit) => type(typed + digit)} />
      )}
      <Button type="submit" variant="light" fullWidth leftSection={<IconPhone size={18} aria-hidden />}>
        {t('softphone.call-verb')}
      </Button>
    </form>
  )
}

const isNumber = (text: string) => /^[\d+*#]*$/.test(plainNumber(text))

/** Colleagues whose name or id begins like this, or has it in the middle. */
function useColleaguesNamed(typed: string) {
  const { colleagues } = useColleagues(typed !== '' && !isNumber(typed))
  const term = folded(typed)
  if (term === '' || isNumber(typed)) return []
  return colleagues
    .filter(({ name, operatorId }) => folded(`${name} ${operatorId}`).includes(term))
    .slice(0, 5)
}
