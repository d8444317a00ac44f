// The frame around every screen: rail, bar, date cursor, page, inspector, and the keys that work
// everywhere. It decides nothing about what a seat may see.
import { useEffect, useState, type ReactNode } from 'react'
import { lazy, Suspense } from 'react'
import { Dialog } from '../design/dialog.tsx'
import { useInspected, useInspector } from '../design/inspector_state.ts'
import { go } from '../design/link.tsx'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { today, useProcess } from '../process/data.ts'
import { useSettings } from '../session/settings.ts'
import { Bar } from './bar.tsx'
import { DateCursor } from './date_cursor.tsx'
import { addDays } from './days.ts'
import css from './frame.module.css'
import { places, Rail } from './rail.tsx'

const Inspector = lazy(async () => ({ default: (await import('./inspector.tsx')).Inspector }))
const DoneBar = lazy(async () => ({
  default: (await import('../process/forms/done_bar.tsx')).DoneBar,
}))
const Search = lazy(async () => ({ default: (await import('./search.tsx')).Search }))

/** Letters belong to what is typed in, and to a list in which they choose. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('[role="listbox"], [aria-haspopup="listbox"]')) return true
  return (
    (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    target.getAttribute('type') !== 'range'
  )
}

/** Ctrl K anywhere; the other keys where nothing is typed and no dialog is open. */
function useKeys(act: { search(): void; help(): void }): void {
  const { day, session } = useProcess()
  const { set, lang } = useSettings()
  const writes = session.compartments.some((c) => c.may_write)
  const inspector = useInspector()
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.code === 'KeyK') {
        event.preventDefault()
        act.search()
        return
      }
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
      if (document.querySelector('[role="dialog"]')) return
      // By place on the keyboard too: with an Arabic layout the same keys give other letters.
      const place = /^Digit([1-9])$/.exec(event.code)?.[1]
      if (event.key === '?') act.help()
      else if (place) go(places[Number(place) - 1]?.to ?? paths.overview())
      else if (event.code === 'Slash') {
        // Else the stroke would be the first letter of the search.
        event.preventDefault()
        act.search()
      } else if (event.code === 'KeyL') set({ lang: lang === 'en' ? 'ar' : 'en' })
      else if (event.code === 'KeyN' && writes) go(paths.create())
      else if (event.code === 'KeyT') set({ day: today() })
      else if (event.code === 'BracketLeft') set({ day: addDays(day, -1) })
      else if (event.code === 'BracketRight') set({ day: addDays(day, 1) })
      else if (event.key === 'Escape') inspector.close()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [act, day, set, lang, inspector, writes])
}

function KeysSheet(props: { readonly isOpen: boolean; readonly onClose: () => void }): ReactNode {
  const { t } = useText()
  const keys = [
    ['Ctrl K   /', t('frame.key_search')],
    ['1 … 9', t('frame.key_place')],
    ['t', t('frame.key_today')],
    ['[   ]', t('frame.key_day')],
    ['n', t('frame.key_new')],
    ['l', t('frame.key_language')],
    ['?', t('frame.key_help')],
    ['Esc', t('frame.key_close')],
  ] as const
  return (
    <Dialog title={t('frame.keys')} {...props}>
      <dl className={css['keys']}>
        {keys.map(([key, does]) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>
              <kbd className={css['kbd']} dir="ltr">
                {key}
              </kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

export function Frame({ children }: { readonly children: ReactNode }): ReactNode {
  const { t } = useText()
  const { day } = useProcess()
  const settings = useSettings()
  const inspected = useInspected()
  const [searching, setSearching] = useState(false)
  const [helping, setHelping] = useState(false)
  const [act] = useState(() => ({ search: () => setSearching(true), help: () => setHelping(true) }))
  useKeys(act)
  // The day shown stands in the address from the first moment, so that it can be copied.
  const { day: chosen, set } = settings
  useEffect(() => {
    if (chosen === undefined) set({ day })
  }, [chosen, day, set])
  return (
    <div className={css['frame']} {...(inspected ? { 'data-inspector': true } : {})}>
      <a className={css['skip']} href="#page">
        {t('frame.skip')}
      </a>
      <Rail />
      <div className={css['top']}>
        <Bar {...act} />
        <DateCursor />
      </div>
      <main className={css['main']} id="page" tabIndex={-1}>
        {children}
      </main>
      <Suspense>
        {inspected ? <Inspector id={inspected} /> : null}
        {searching ? <Search onClose={() => setSearching(false)} /> : null}
      </Suspense>
      <Suspense>
        <DoneBar />
      </Suspense>
      <KeysSheet isOpen={helping} onClose={() => setHelping(false)} />
    </div>
  )
}
