// The search sheet. Arrows choose, Enter opens; a hit leads to its page or to the inspector.
import { useMemo, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Bi } from '../design/bi.tsx'
import { Dialog } from '../design/dialog.tsx'
import { useInspector } from '../design/inspector_state.ts'
import { go } from '../design/link.tsx'
import { pageOf } from '../design/record.tsx'
import { useText, word } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import type { State } from '../process/view.ts'
import css from './frame.module.css'
import { find, indexOf } from './search_index.ts'

const SHOWN = 30

export function Search({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { view } = useProcess()
  const { t, span } = useText()
  const inspector = useInspector()
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState(0)
  const index = useMemo(() => indexOf(view), [view])
  const hits = useMemo(() => find(index, query), [index, query])
  const shown = hits.slice(0, SHOWN)
  const open = (state: State | undefined) => {
    if (!state) return
    const page = pageOf(state)
    onClose()
    if (page) go(page)
    else inspector.open(state.id)
  }
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setChosen((n) => Math.min(shown.length - 1, Math.max(0, n + step)))
    }
    if (event.key === 'Enter') open(shown[chosen])
  }
  return (
    <Dialog title={t('frame.search')} isOpen onClose={onClose}>
      <input
        type="search"
        className={css['search_input']}
        aria-label={t('frame.search_hint')}
        placeholder={t('frame.search_hint')}
        dir="auto"
        autoFocus
        value={query}
        onChange={(e) => {
          setQuery(e.target.value)
          setChosen(0)
        }}
        onKeyDown={press}
      />
      <p className={css['count']} role="status">
        {query.trim() === ''
          ? null
          : hits.length === 0
            ? t('frame.search_none')
            : t('frame.search_count', { count: hits.length })}
      </p>
      <div className={css['results']}>
        {shown.map((state, i) => {
          const when = view.period(state)
          return (
            <button
              key={state.id}
              type="button"
              className={css['result']}
              data-current={i === chosen ? true : undefined}
              onClick={() => open(state)}
            >
              <Bi text={view.title(state)} as="span" />
              <small>
                {t(word('kind', state.kind))}
                {when ? ` · ${span(when)}` : ''}
              </small>
            </button>
          )
        })}
      </div>
    </Dialog>
  )
}
