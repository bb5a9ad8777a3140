import { Button, UnstyledButton } from '@mantine/core'
import IconDialpad from '@tabler/icons-react/dist/esm/icons/IconGridDots.mjs'
import IconMicrophone from '@tabler/icons-react/dist/esm/icons/IconMicrophone.mjs'
import IconMicrophoneOff from '@tabler/icons-react/dist/esm/icons/IconMicrophoneOff.mjs'
import IconHangUp from '@tabler/icons-react/dist/esm/icons/IconPhoneOff.mjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Keypad } from './keypad.tsx'
import { Loudness } from './loudness.tsx'
import { useOpenPhone, usePhoneState } from './phone-context.ts'
import classes from './call-controls.module.css'

/** As many as one line shows. */
const mostPressed = 24

/** Mute and keypad on top, a place kept free for hold, hanging up alone at the bottom. */
export function CallControls() {
  const { t } = useTranslation()
  const { store } = useOpenPhone()
  const phone = usePhoneState()
  const { activity } = phone
  const [keypad, setKeypad] = useState(false)
  const [pressed, setPressed] = useState('')
  const press = (digit: string) => {
    store.tell({ type: 'press', digit })
    setPressed((before) => (before + digit).slice(-mostPressed))
  }
  const talking = activity.name === 'talking'
  const muted = talking && activity.muted
  const ending = 'next' in activity && activity.next !== null
  const Microphone = muted ? IconMicrophoneOff : IconMicrophone
  return (
    <div className={classes.controls}>
      <Loudness />
      <div className={classes.keys}>
        <UnstyledButton
          className={classes.key}
          aria-pressed={muted}
          disabled={!talking}
          onClick={() => store.tell({ type: 'mute', on: !muted })}
        >
          <Microphone size={22} stroke={1.6} aria-hidden />
          {muted ? t('softphone.muted') : t('softphone.mute')}
        </UnstyledButton>
        <UnstyledButton
          className={classes.key}
          aria-expanded={keypad}
          data-reach="keypad"
          disabled={!talking}
          onClick={() => setKeypad(!keypad)}
        >
          <IconDialpad size={22} stroke={1.6} aria-hidden />
          {t('softphone.keypad')}
        </UnstyledButton>
      </div>
      {keypad && talking && (
        <div className={classes.keypad}>
          <output className={classes.pressed} aria-label={t('softphone.pressed')}>
            {pressed}
          </output>
          <Keypad onPress={press} typing />
        </div>
      )}
      {phone.wantedQueue && (
        <UnstyledButton
          className={classes.after}
          role="switch"
          aria-checked={phone.stopAfterCall}
          onClick={() => store.tell({ type: 'stop' })}
        >
          <span className={classes.box} aria-hidden />
          {t('softphone.stop-after-call')}
        </UnstyledButton>
      )}
      <Button
        className={classes.hangUp}
        color="red"
        fullWidth
        disabled={ending}
        leftSection={<IconHangUp size={20} aria-hidden />}
        onClick={() => store.tell({ type: 'hang-up' })}
      >
        {activity.name === 'calling' ? t('softphone.give-up') : t('softphone.hang-up')}
      </Button>
    </div>
  )
}
