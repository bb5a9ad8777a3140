import { Button, Modal, NativeSelect } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../components/notice.tsx'
import type { AudioRole } from './audio-choice.ts'
import { watchMicrophone } from './microphone-level.ts'
import { useAudio, useOpenPhone } from './phone-context.ts'
import { playTestTone } from './test-tone.ts'
import { TryAgain } from './try-again.tsx'
import classes from './audio-settings.module.css'

/** Microphone, speaker and ringer, each with its own trial. */
export function AudioSettings({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { audio, ringer } = useOpenPhone()
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('softphone.audio')}
      size={440}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <div className={classes.settings}>
        <DeviceChoice role="microphone" />
        <MicrophoneLevel />
        <DeviceChoice role="speaker" />
        <Button
          variant="default"
          size="xs"
          onClick={() => void playTestTone(audio.inUse('speaker')?.deviceId)}
        >
          {t('softphone.test-speaker')}
        </Button>
        <DeviceChoice role="ringer" />
        <Button variant="default" size="xs" onClick={() => void ringer.try()}>
          {t('softphone.test-ringer')}
        </Button>
      </div>
    </Modal>
  )
}

function DeviceChoice({ role }: { role: AudioRole }) {
  const { t } = useTranslation()
  const phone = useOpenPhone()
  const { microphones, speakers, choices, inUse } = useAudio()
  const present = role === 'microphone' ? microphones : speakers
  const chosen = phone.audio.inUse(role)
  const choose = (deviceId: string) => {
    phone.audio.choose(
      role,
      present.find((each) => each.deviceId === deviceId),
    )
  }
  const absent = choices[role] && !chosen
  const used = role !== 'ringer' && inUse[role]
  const description = absent
    ? t('softphone.device-absent', { what: choices[role]?.label })
    : used && t('softphone.device-in-use', { what: used })
  return (
    <NativeSelect
      label={t(`softphone.${role}`)}
      value={chosen?.deviceId ?? ''}
      description={description}
      onChange={(event) => choose(event.currentTarget.value)}
      data={[
        { value: '', label: t('softphone.device-default') },
        ...present
          .filter(({ deviceId }) => deviceId !== 'default')
          .map(({ deviceId, label }, i) => ({
            value: deviceId,
            label: label || t('softphone.device-nth', { nth: String(i + 1) }),
          })),
      ]}
    />
  )
}

/** Speak, and see whether it moves. */
function MicrophoneLevel() {
  const { t } = useTranslation()
  const { audio } = useOpenPhone()
  const { microphones } = useAudio()
  const bar = useRef<HTMLDivElement>(null)
  const [refused, setRefused] = useState<'refused' | 'missing'>()
  const [tries, setTries] = useState(0)
  const deviceId = audio.inUse('microphone')?.deviceId
  // What was pulled stays dead when it is back: it is opened anew whenever there are others.
  const present = microphones.map((each) => each.deviceId).join()
  useEffect(() => {
    const leaving = new AbortController()
    const draw = (level: number) => {
      if (bar.current) bar.current.style.width = `${Math.round(level * 100)}%`
    }
    watchMicrophone(deviceId, draw, leaving.signal).then(
      () => {
        setRefused(undefined)
        void audio.refresh()
      },
      (error: unknown) => {
        if (leaving.signal.aborted) return
        setRefused((error as DOMException).name === 'NotAllowedError' ? 'refused' : 'missing')
      },
    )
    return () => leaving.abort()
  }, [audio, deviceId, present, tries])
  if (refused)
    return (
      <Notice action={<TryAgain onClick={() => setTries(tries + 1)} />}>
        {t(`softphone.fault-microphone-${refused}`)}
      </Notice>
    )
  return (
    <div className={classes.level}>
      <span>{t('softphone.speak')}</span>
      <div className={classes.meter} aria-hidden>
        <div ref={bar} />
      </div>
    </div>
  )
}
