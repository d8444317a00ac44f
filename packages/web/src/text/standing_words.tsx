// The revision that an edit stands on, and what to do where another came first: the words in force are
// shown beside the words typed, and the edit goes on from them when the person says so.
import { recordAsOf } from '@sulh/analysis/history/asof'
import type { Wording } from '@sulh/analysis/text/tree'
import { useState, type ReactNode } from 'react'
import { Button } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import type { Acting } from './acting.ts'
import { useOpenText, type OpenText } from './open_text.ts'
import css from './panel.module.css'
import { Words } from './words.tsx'
import { slotsOf, typedOf, type Typed } from './wording_text.ts'

export type Base = { readonly en: string | null; readonly ar: string | null }

function leads(open: OpenText, id: string, asOf: Parameters<typeof recordAsOf>[1]) {
  const record = open.records.get(id)
  return record ? recordAsOf(record, asOf)?.facets : undefined
}

/** The facts in force of a node or an alternative, by language. */
export function useBaseOf(): (id: string) => Base {
  const open = useOpenText()
  const { asOf } = useProcess()
  return (id) => {
    const facets = leads(open, id, asOf)
    return { en: facets?.['english']?.lead.id ?? null, ar: facets?.['arabic']?.lead.id ?? null }
  }
}

export type Editing = {
  readonly typed: Typed
  readonly setTyped: (typed: Typed) => void
  readonly base: Base
  /** As it stood when the typing began, or when the newer revision was taken up. */
  readonly before: Typed
  readonly slots: readonly string[]
  readonly rebase: () => void
}

/** An edit of the wording of a node or alternative that stands on its revision of this moment. */
export function useEditing(id: string, wording: Wording): Editing {
  const baseOf = useBaseOf()
  const [from, setFrom] = useState(() => {
    const slots = slotsOf(wording)
    return { base: baseOf(id), slots, before: typedOf(wording, slots) }
  })
  const [typed, setTyped] = useState(from.before)
  return {
    ...from,
    typed,
    setTyped,
    rebase: () => {
      const slots = slotsOf(wording)
      // A slot opened meanwhile gets a number after those that were typed with.
      const all = [...from.slots, ...slots.filter((s) => !from.slots.includes(s))]
      setFrom({ base: baseOf(id), slots: all, before: typedOf(wording, all) })
    },
  }
}

/** Shown after a refusal because another revision came first. */
export function StandsNow(props: {
  readonly acting: Acting
  readonly wording: Wording
  readonly onRebase: () => void
}): ReactNode {
  const { t, lang } = useText()
  const [taken, setTaken] = useState(false)
  if (!props.acting.refusal?.overtaken) return null
  const order = lang === 'ar' ? (['ar', 'en'] as const) : (['en', 'ar'] as const)
  return (
    <div className={css['standing']} role="group" aria-label={t('text.stands_now')}>
      <p>
        <strong>{t('text.stands_now')}</strong>
      </p>
      {order.map((l) =>
        props.wording[l] ? (
          <p key={l} lang={l} dir={l === 'ar' ? 'rtl' : 'ltr'} className={css['words']}>
            <Words content={props.wording[l]} language={l} plain />
          </p>
        ) : null,
      )}
      <Button
        onPress={() => {
          props.onRebase()
          setTaken(true)
        }}
      >
        {t('text.rebase')}
      </Button>
      {taken ? <p role="status">{t('text.rebased')}</p> : null}
    </div>
  )
}
