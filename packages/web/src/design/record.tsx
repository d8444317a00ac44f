// How a record shows what stands behind it: its certainty, its sources, its side, its track, and
// who can read it. Readable without colour: each mark has a shape or a letter as well.
import type { Fact } from '@sulh/contract/process'
import type { Bilingual } from '@sulh/contract/text'
import { createContext, useContext, type ReactNode } from 'react'
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { useText, word } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import type { State } from '../process/view.ts'
import css from './design.module.css'
import { Link } from './link.tsx'

export type InspectorControl = {
  readonly current: string | undefined
  open(id: string): void
  close(): void
}
export const InspectorContext = createContext<InspectorControl>({
  current: undefined,
  open: () => {},
  close: () => {},
})
export function useInspector(): InspectorControl {
  return useContext(InspectorContext)
}

/** Text in the viewer's language; where only the other one is there, it is marked as such. */
export function Bi(props: { text: Bilingual | undefined }): ReactNode {
  const { lang } = useText()
  const text = props.text
  if (!text) return null
  const own = text[lang]
  const shown = own || text[lang === 'en' ? 'ar' : 'en']
  const shownLang = own ? lang : lang === 'en' ? 'ar' : 'en'
  return (
    <bdi lang={shownLang} dir={shownLang === 'ar' ? 'rtl' : 'ltr'}>
      {shown}
    </bdi>
  )
}

/** Filled, half, split or hollow: how sure it is. Also used inside the timeline. */
export function CertaintyGlyph(props: { value: string }): ReactNode {
  const v = props.value
  return (
    <svg className={css['glyph']} viewBox="-6 -6 12 12" aria-hidden="true">
      <circle r="4.6" fill={v === 'confirmed' ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth="1.4" strokeDasharray={v === 'unconfirmed' ? '2 1.6' : undefined} />
      {v === 'reported' ? <path d="M0 -4.6 A4.6 4.6 0 0 1 0 4.6 Z" fill="currentColor" /> : null}
      {v === 'disputed' ? <path d="M-3.3 3.3 L3.3 -3.3" stroke="currentColor" strokeWidth="1.6" /> : null}
    </svg>
  )
}

export function Certainty(props: { value: string }): ReactNode {
  const { t } = useText()
  return (
    <span className={css['chip']}>
      <CertaintyGlyph value={props.value} />
      {t(word('certainty', props.value))}
    </span>
  )
}

export function Mark(props: { value: string }): ReactNode {
  const { t } = useText()
  if (props.value === 'none') return null
  return <span className={`${css['chip']} ${css['chipWarning']}`}>{t(word('mark', props.value))}</span>
}

export function StatusChip(props: {
  children: ReactNode
  tone?: 'agreed' | 'partial' | 'accent' | 'warning' | 'plain' | undefined
}): ReactNode {
  const tones = { agreed: 'chipAgreed', partial: 'chipPartial', accent: 'chipAccent', warning: 'chipWarning', plain: '' }
  return <span className={`${css['chip']} ${css[tones[props.tone ?? 'plain']] ?? ''}`}>{props.children}</span>
}

export function PartyMark(props: { side: 'A' | 'B' }): ReactNode {
  return <span className={`${css['party']} ${css[`party${props.side}`]}`}>{props.side}</span>
}

export function TrackMark(props: { family: string; bare?: boolean }): ReactNode {
  const { t } = useText()
  return (
    <span className={css['track']} style={{ ['--c' as string]: `var(--track-${props.family})` }}>
      <span className={css['trackDot']} aria-hidden="true" />
      {props.bare ? null : t(word('family', props.family))}
    </span>
  )
}

export function Sources(props: { fact: Fact | undefined }): ReactNode {
  const { view } = useProcess()
  const inspector = useInspector()
  const { t, pick } = useText()
  const sources = view.refs(props.fact, 'source')
  if (sources.length === 0) return null
  return (
    <span className={css['sources']}>
      {sources.map((source) => {
        const value = view.value(source)
        return (
          <button
            key={source.id}
            type="button"
            className={css['source']}
            title={String(value['title'] ?? '')}
            aria-label={`${t('words.kind_source')} ${pick(view.title(source))}`}
            onClick={() => inspector.open(source.id)}
          >
            {String(value['code'] ?? '')}
          </button>
        )
      })}
    </span>
  )
}

export function Readers(props: { compartment_id: string }): ReactNode {
  const { session } = useProcess()
  const { t, pick } = useText()
  const compartment = session.compartments.find((c) => c.id === props.compartment_id)
  if (!compartment) return null
  return (
    <DialogTrigger>
      <AriaButton className={css['readers'] ?? ''} aria-label={`${t('frame.who_reads')}: ${pick(compartment.name)}`}>
        <span aria-hidden="true">◔</span>
        {pick(compartment.name)}
      </AriaButton>
      <Popover className={css['popover'] ?? ''}>
        <Dialog aria-label={t('frame.who_reads')} style={{ outline: 'none' }}>
          <strong>{t('frame.who_reads')}</strong>
          <ul>
            {compartment.readers.map((reader) => (
              <li key={reader.id}>
                <Bi text={reader.title} />
                <span className={css['help']}>{t(word('seat_kind', reader.kind))}</span>
              </li>
            ))}
          </ul>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

/** The record's own page, where its kind has one. */
export function pageOf(state: State): string | undefined {
  switch (state.kind) {
    case 'track':
      return paths.track(state.id)
    case 'round':
      return paths.round(state.id)
    case 'issue':
      return paths.issue(state.id)
    case 'actor':
      return paths.actor(state.id)
    default:
      return undefined
  }
}

export function OpenRecord(props: { id: string; children: ReactNode }): ReactNode {
  const inspector = useInspector()
  return (
    <button type="button" className={css['linkButton']} onClick={() => inspector.open(props.id)}>
      {props.children}
    </button>
  )
}

export function RecordLink(props: { state: State | undefined }): ReactNode {
  const { view } = useProcess()
  if (!props.state) return null
  const page = pageOf(props.state)
  const title = <Bi text={view.title(props.state)} />
  if (page) return <Link to={page}>{title}</Link>
  return <OpenRecord id={props.state.id}>{title}</OpenRecord>
}
