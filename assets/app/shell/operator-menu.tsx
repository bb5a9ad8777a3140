import { Menu, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import IconKeyboard from '@tabler/icons-react/dist/esm/icons/IconKeyboard.mjs'
import IconLanguage from '@tabler/icons-react/dist/esm/icons/IconLanguage.mjs'
import IconLogout from '@tabler/icons-react/dist/esm/icons/IconLogout.mjs'
import IconMoon from '@tabler/icons-react/dist/esm/icons/IconMoon.mjs'
import IconSun from '@tabler/icons-react/dist/esm/icons/IconSun.mjs'
import IconUser from '@tabler/icons-react/dist/esm/icons/IconUserCircle.mjs'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SignedInOperator } from '../../../src/http/desk-actions.ts'
import { ask } from '../components/question.tsx'
import { signOut } from '../session/session.ts'
import { readPhone } from '../softphone/softphone-seam.ts'
import { chooseLanguage } from '../words/language.ts'
import { usePersonName } from '../words/person-name.ts'
import { go, mayLeaveNow } from './route.ts'
import classes from './shell.module.css'
import { showShortcuts } from './shortcuts.tsx'

const gap = 8

/** The menu opens below the call bar: it must not lie over the key that hangs up. */
const callBarHeight = () => document.querySelector<HTMLElement>('[data-call-bar]')?.offsetHeight ?? 0

export function OperatorMenu({ operator }: { operator: SignedInOperator }) {
  const { t, i18n } = useTranslation()
  const personName = usePersonName()
  const { setColorScheme } = useMantineColorScheme()
  const dark = useComputedColorScheme('light') === 'dark'
  const other = i18n.language === 'ja' ? 'en' : 'ja'
  const button = useRef<HTMLButtonElement>(null)
  const [offset, setOffset] = useState(gap)
  /** A dialog gives the focus back to where it was: not to an item of a menu that is gone by then. */
  const fromButton = (work: () => unknown) => () => {
    button.current?.focus()
    work()
  }
  const leave = async () => {
    const question = {
      title: t('session.sign-out'),
      text: t('session.leave-call'),
      action: t('session.sign-out'),
    }
    if (readPhone()?.inCall && !(await ask({ ...question, dangerous: true }))) return
    if (await mayLeaveNow()) await signOut()
  }
  return (
    <Menu position="bottom-end" width={224} offset={offset} onOpen={() => setOffset(gap + callBarHeight())}>
      <Menu.Target>
        <UnstyledButton ref={button} className={classes.person}>
          <span className={classes.personName}>{personName(operator)}</span>
          <IconChevronDown size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{`${operator.operatorId} · ${t(`level.${operator.level}`)}`}</Menu.Label>
        <Menu.Item leftSection={<IconUser size={16} />} onClick={() => go('/account')}>
          {t('shell.account')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLanguage size={16} />}
          lang={other}
          onClick={() => void chooseLanguage(other, operator.operatorId)}
        >
          {other === 'en' ? 'English' : '日本語'}
        </Menu.Item>
        <Menu.Item
          leftSection={dark ? <IconSun size={16} /> : <IconMoon size={16} />}
          onClick={() => setColorScheme(dark ? 'light' : 'dark')}
        >
          {dark ? t('shell.light') : t('shell.dark')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={fromButton(showShortcuts)}>
          {t('shortcuts.title')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={fromButton(leave)}>
          {t('session.sign-out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
