import { useTranslation } from 'react-i18next'
import { chooseLanguage, languages } from '../words/language.ts'
import classes from './door.module.css'

/** Each language in its own words, so that it can be found by whoever reads only that one. */
const names = { ja: '日本語', en: 'English' }

export function LanguageSwitch() {
  const { t, i18n } = useTranslation()
  return (
    <div className={classes.languages} role="group" aria-label={t('shell.language')}>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          className={classes.language}
          aria-pressed={i18n.language === language}
          onClick={() => void chooseLanguage(language)}
        >
          {names[language]}
        </button>
      ))}
    </div>
  )
}
