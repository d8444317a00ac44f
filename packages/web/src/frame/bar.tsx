// The top bar: which process, search, seat, language, light or dark, the sheet of keys.
import { CircleHelp, Languages, Moon, Plus, Search, Sun } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { go } from '../design/link.tsx'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import { useSettings } from '../session/settings.ts'
import css from './frame.module.css'
import { SeatSwitcher } from './seat_switcher.tsx'

function ThemeButton(): ReactNode {
  const { theme, set } = useSettings()
  const { t } = useText()
  const [system] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches)
  const dark = theme === 'dark' || (theme === 'system' && system)
  const label = dark ? t('frame.theme_light') : t('frame.theme_dark')
  return (
    <Button
      className={css['tool'] ?? ''}
      aria-label={label}
      onPress={() => set({ theme: dark ? 'light' : 'dark' })}
    >
      {dark ? <Sun size={18} aria-hidden /> : <Moon size={18} aria-hidden />}
    </Button>
  )
}

export function Bar(props: { readonly search: () => void; readonly help: () => void }): ReactNode {
  const { view, session } = useProcess()
  const { lang, set } = useSettings()
  const { t, pick } = useText()
  const process = view.of('process')[0]
  const writes = session.compartments.some((c) => c.may_write)
  const other = lang === 'en' ? 'ar' : 'en'
  return (
    <header className={css['bar']}>
      <div className={css['process']}>
        <bdi>{process ? pick(view.title(process)) : t('frame.title')}</bdi>
        {session.example ? <small>{t('frame.example')}</small> : null}
      </div>
      <Button className={css['search'] ?? ''} onPress={props.search} aria-label={t('frame.search')}>
        <Search size={16} aria-hidden />
        <span>{t('frame.search')}</span>
        <kbd className={css['kbd']}>Ctrl K</kbd>
      </Button>
      {writes ? (
        <Button
          className={css['tool'] ?? ''}
          aria-label={t('frame.new_record')}
          onPress={() => go(paths.create())}
        >
          <Plus size={18} aria-hidden />
        </Button>
      ) : null}
      <Button className={css['tool'] ?? ''} data-language onPress={() => set({ lang: other })}>
        <Languages size={18} aria-hidden />
        <b lang={other} style={{ fontWeight: 500 }}>
          {t('frame.language')}
        </b>
      </Button>
      <ThemeButton />
      <Button
        className={css['tool'] ?? ''}
        data-help
        aria-label={t('frame.keys')}
        onPress={props.help}
      >
        <CircleHelp size={18} aria-hidden />
      </Button>
      <SeatSwitcher />
    </header>
  )
}
