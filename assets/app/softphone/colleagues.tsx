import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import { useTranslation } from 'react-i18next'
import { useColleagues } from './colleague-list.ts'
import { Panel } from './panel.tsx'
import { useOpenPhone } from './phone-context.ts'
import classes from './rows.module.css'

export function Colleagues({ onPage }: { onPage: boolean }) {
  const { t } = useTranslation()
  const phone = useOpenPhone()
  const { colleagues, known } = useColleagues(onPage)
  return (
    <Panel title={t('softphone.colleagues')}>
      {known && colleagues.length === 0 && <p className={classes.none}>{t('softphone.no-colleagues')}</p>}
      <ul className={classes.rows} data-scroll>
        {colleagues.map((party) => (
          <li key={party.operatorId}>
            <UnstyledButton className={classes.row} onClick={() => phone.dial(party)}>
              <span className={classes.main}>{party.name}</span>
              <span className={classes.side}>{party.operatorId}</span>
              <VisuallyHidden>{t('softphone.call-verb')}</VisuallyHidden>
              <IconPhone size={18} stroke={1.6} aria-hidden className={classes.go} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
