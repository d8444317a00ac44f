// Two versions of a text as one: every changed clause in both languages, and below it in sentences what
// changed besides its words. What did not change is folded. j and k go from change to change.
import { marksOf, type Mark as ChangeMark } from '@sulh/analysis/redline/marks'
import {
  latest,
  type Fate,
  type NodeChange,
  type Place,
  type Redline,
  type SlotChange,
} from '@sulh/analysis/redline/model'
import { markSentence } from '@sulh/analysis/redline/sentences'
import { kindLabels, letterIn } from '@sulh/analysis/text/labels'
import type { Language } from '@sulh/analysis/text/tree'
import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import { useText } from '../../messages/index.ts'
import type { Languages } from '../paper.tsx'
import { PassageWords, Run, SlotChangesContext } from './passages.tsx'
import css from './redline.module.css'

export type Line =
  | { readonly place: 'kept' | 'moved_to' | 'added' | 'removed'; readonly node: NodeChange }
  | { readonly place: 'moved_from'; readonly id: string }

/** Reading order, a trace where a clause went from. */
export function linesOf(places: readonly Place<NodeChange>[]): Line[] {
  return places.flatMap((at): Line[] =>
    at.place === 'moved_from'
      ? [{ place: 'moved_from', id: at.id }]
      : [{ place: at.place, node: at.item }, ...linesOf(at.item.children)],
  )
}
export function isChange(line: Line): boolean {
  return line.place !== 'kept' || line.node.changed
}

export function RedlineView(props: {
  readonly redline: Redline
  readonly languages: Languages
  readonly all: boolean
}): ReactNode {
  const { redline, all } = props
  const { lang } = useText()
  const box = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => linesOf(redline.nodes), [redline])
  const marks = useMemo(() => marksOf(redline), [redline])
  const slots = useMemo(() => slotChanges(lines), [lines])
  const names = useMemo(() => numbersOf(lines, lang), [lines, lang])
  useJumps(box)
  const order: readonly Language[] = lang === 'ar' ? ['ar', 'en'] : ['en', 'ar']
  return (
    <SlotChangesContext value={slots}>
      <div ref={box} className={css['redline']} data-languages={props.languages}>
        {lines.map((line) =>
          line.place === 'moved_from' ? (
            <Trace key={`from ${line.id}`} name={names.get(line.id) ?? ''} />
          ) : all || isChange(line) ? (
            <One
              key={line.node.id}
              line={line}
              order={order}
              marks={marks.get(line.node.id) ?? []}
              redline={redline}
              name={names.get(line.node.id) ?? ''}
            />
          ) : null,
        )}
      </div>
    </SlotChangesContext>
  )
}

function slotChanges(lines: readonly Line[]): ReadonlyMap<string, SlotChange> {
  const found = new Map<string, SlotChange>()
  for (const line of lines)
    if (line.place !== 'moved_from')
      for (const at of line.node.slots)
        if (at.place !== 'moved_from') found.set(at.item.id, at.item)
  return found
}

function numbersOf(lines: readonly Line[], lang: Language): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const line of lines) {
    if (line.place === 'moved_from') continue
    const { kind, number } = line.node.fields
    const name = kindLabels[latest(kind) ?? 'paragraph'][lang]
    names.set(line.node.id, `${name} ${letterIn(latest(number) ?? '', lang)}`.trim())
  }
  return names
}

function Trace({ name }: { readonly name: string }): ReactNode {
  const { t } = useText()
  return (
    <p className={css['trace']} data-change tabIndex={-1}>
      {t('versions.moved_from', { name })}
    </p>
  )
}

function One(props: {
  readonly line: Extract<Line, { node: NodeChange }>
  readonly order: readonly Language[]
  readonly marks: readonly ChangeMark[]
  readonly redline: Redline
  readonly name: string
}): ReactNode {
  const { line, order, marks, redline, name } = props
  const { lang } = useText()
  const { node } = line
  const fate: Fate = line.place === 'added' || line.place === 'removed' ? line.place : 'same'
  const changed = isChange(line)
  return (
    <section
      className={css['line']}
      data-kind={latest(node.fields.kind)}
      data-fate={changed ? line.place : undefined}
      data-change={changed || undefined}
      aria-label={name}
      tabIndex={-1}
    >
      <div className={css['name']}>{name}</div>
      {order.map((language) => (
        <div key={language} data-language={language} className={css['column']}>
          {node.heading[language] ? (
            <h3 lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
              <PassageWords passage={node.heading[language]} fate={fate} language={language} />
            </h3>
          ) : null}
          {node.wording[language] ? (
            <div className={css['prose']} lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
              <PassageWords passage={node.wording[language]} fate={fate} language={language} />
            </div>
          ) : null}
        </div>
      ))}
      {marks.length > 0 ? (
        <ul className={css['marks']}>
          {marks.map((mark, i) => (
            <li key={i}>
              <Run fate="same">{markSentence(mark, redline.parties, lang)}</Run>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}

/** j and k by their place on the keyboard, so that an Arabic layout has them too. */
function useJumps(box: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event
      if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return
      if (target.closest('input, textarea, select, [role="dialog"], [role="listbox"]')) return
      const step = event.code === 'KeyJ' ? 1 : event.code === 'KeyK' ? -1 : 0
      if (step !== 0) jump(box.current, step)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [box])
}

export function jump(box: HTMLElement | null, step: 1 | -1): void {
  const places = [...(box?.querySelectorAll<HTMLElement>('[data-change]') ?? [])]
  const here = places.indexOf(document.activeElement as HTMLElement)
  const next = places[here < 0 ? (step === 1 ? 0 : places.length - 1) : here + step]
  next?.focus({ preventScroll: true })
  next?.scrollIntoView({ block: 'center' })
}
