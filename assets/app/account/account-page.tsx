import { Button, NativeSelect, useMantineColorScheme } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Facts } from '../components/facts.tsx'
import { Page } from '../components/page.tsx'
import { sayDone } from '../components/toast.ts'
import { PasswordForm } from '../session/password-form.tsx'
import { useSignedIn } from '../session/signed-in.ts'
import { go } from '../shell/route.ts'
import { useFormat } from '../words/format.ts'
import { chooseLanguage, type Language } from '../words/language.ts'
import { isolated } from '../words/isolated.ts'
import { usePersonName } from '../words/person-name.ts'
import classes from './account.module.css'

export function AccountPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const me = useSignedIn()
  const personName = usePersonName()
  return (
    <Page width="form" title={t('shell.account')}>
      <Facts
        facts={[
          [t('operators.name'), <bdi>{personName(me)}</bdi>],
          [t('operators.id'), me.operatorId],
          [t('operators.level'), t(`level.${me.level}`)],
          [
            t('operators.queues'),
            format.list(me.queues.map(({ queueName }) => isolated(queueName))) || t('account.no-queues'),
          ],
        ]}
      />
      <section className={classes.part} aria-labelledby="screen">
        <h2 id="screen">{t('account.screen')}</h2>
        <ScreenChoices />
      </section>
      <section className={classes.part} aria-labelledby="devices">
        <h2 id="devices">{t('account.devices')}</h2>
        <p className={classes.explain}>{t('account.devices-why')}</p>
        <Button variant="default" onClick={() => go('/phone', { show: 'audio' })}>
          {t('account.to-devices')}
        </Button>
      </section>
      <section className={classes.part} aria-labelledby="password">
        <h2 id="password">{t('session.change-password')}</h2>
        <div className={classes.narrow}>
          <PasswordForm
            operatorId={me.operatorId}
            currentLabel={t('account.current-password')}
            onChanged={() => sayDone(t('account.password-changed'))}
          />
        </div>
      </section>
    </Page>
  )
}

function ScreenChoices() {
  const { t, i18n } = useTranslation()
  const { operatorId } = useSignedIn()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <div className={classes.choices}>
      <NativeSelect
        label={t('shell.language')}
        value={i18n.language}
        onChange={(event) => void chooseLanguage(event.currentTarget.value as Language, operatorId)}
        data={[
          { value: 'ja', label: '日本語' },
          { value: 'en', label: 'English' },
        ]}
      />
      <NativeSelect
        label={t('account.brightness')}
        value={colorScheme}
        onChange={(event) => setColorScheme(event.currentTarget.value as typeof colorScheme)}
        data={[
          { value: 'auto', label: t('account.brightness-auto') },
          { value: 'light', label: t('account.brightness-light') },
          { value: 'dark', label: t('account.brightness-dark') },
        ]}
      />
    </div>
  )
}
