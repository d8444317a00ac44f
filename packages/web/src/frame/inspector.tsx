// The record in hand: what is known of it, from where and since when, who can read it, and what it
// hangs together with. Differing accounts stand beside each other; corrected ones are kept below.
import type { Fact } from '@sulh/contract/process'
import { X } from 'lucide-react'
import { lazy, Suspense, type ReactNode } from 'react'
import { Bi } from '../design/bi.tsx'
import { IconButton } from '../design/button.tsx'
import { useInspector } from '../design/inspector_state.ts'
import { Link } from '../design/link.tsx'
import { Certainty, Mark } from '../design/marks.tsx'
import { pageOf, Readers, RecordLink, Sources } from '../design/record.tsx'
import { useText, word, type MessageKey, type Text } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import type { Period, State } from '../process/view.ts'
import css from './frame.module.css'

const FactActions = lazy(async () => ({
  default: (await import('../process/forms/fact_actions.tsx')).FactActions,
}))
const LINKS_SHOWN = 40

function isBilingual(value: unknown): value is { en: string; ar: string } {
  return typeof value === 'object' && value !== null && 'en' in value && 'ar' in value
}

/** Fields whose words are a closed list, by the group of words that has them. */
const groups: Readonly<Record<string, string>> = {
  mode: 'mode',
  relation: 'actor_relation',
  state: 'standing',
  status: 'issue_status',
  result: 'result',
  answer: 'answer',
  precision: 'precision',
  family: 'family',
  attribution: 'attribution',
  access: 'access',
  quorum: 'quorum',
  pending_acts: 'pending_acts',
  consent: 'consent',
  required: 'required',
}

function show(name: string, value: unknown, kind: string, text: Text): ReactNode {
  const { t, number, day, span } = text
  if (isBilingual(value)) return <Bi text={value} />
  if (typeof value === 'boolean') return value ? t('frame.yes') : t('frame.no')
  if (typeof value === 'number') return number(value)
  if (typeof value === 'string') {
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return day(value)
    if (name === 'class') return t(word(`${kind}_class`, value))
    const group = kind === 'issue_link' && name === 'relation' ? 'issue_relation' : groups[name]
    return group ? t(word(group, value)) : <bdi>{value}</bdi>
  }
  if (typeof value === 'object' && value !== null && 'from' in value) return span(value as Period)
  return null
}

function FactBody(props: { readonly fact: Fact; readonly kind: string }): ReactNode {
  const text = useText()
  const { view } = useProcess()
  const { fact, kind } = props
  const { t, day } = text
  const paths = [...new Set(fact.references.map((r) => r.path))].filter((p) => p !== 'source')
  return (
    <>
      <dl className={css['pairs']}>
        {Object.entries(fact.value).map(([name, value]) => (
          <div key={name}>
            <dt>{t(`forms.field_${name}` as MessageKey)}</dt>
            <dd>{show(name, value, kind, text)}</dd>
          </div>
        ))}
        {paths.map((path) => {
          const targets = view.refs(fact, path)
          if (targets.length === 0) return null
          return (
            <div key={path}>
              <dt>
                {t(path === 'said_by' ? 'frame.said_by' : (`forms.ref_${path}` as MessageKey))}
              </dt>
              <dd>
                {targets.map((state) => (
                  <div key={state.id}>
                    <RecordLink state={state} />
                  </div>
                ))}
              </dd>
            </div>
          )
        })}
      </dl>
      <div className={css['meta']}>
        <Certainty value={fact.certainty} />
        <Mark value={fact.mark} />
        <Sources fact={fact} />
        <span>{t('frame.known_from', { day: day(fact.known_from) })}</span>
        <span>{t(word('channel', fact.channel))}</span>
        {fact.confirmation === 'unconfirmed' ? null : (
          <span>{t(word('confirmation', fact.confirmation))}</span>
        )}
      </div>
    </>
  )
}

function Facets({ state }: { readonly state: State }): ReactNode {
  const { t } = useText()
  return Object.entries(state.facets).map(([facet, { lead, others, earlier }]) => (
    <section key={facet} className={css['facet']}>
      <h3>{t(`forms.facet_${facet}` as MessageKey)}</h3>
      <FactBody fact={lead} kind={state.kind} />
      {others.map((other) => (
        <div key={other.id} className={css['account']}>
          <strong>{t('frame.others')}</strong>
          <FactBody fact={other} kind={state.kind} />
        </div>
      ))}
      {earlier.length > 0 ? (
        <details className={css['earlier']}>
          <summary>
            {t('frame.earlier')} · {earlier.length}
          </summary>
          {earlier.map((fact) => (
            <div key={fact.id} className={css['account']}>
              <strong>{t(word('act', fact.act))}</strong>
              <FactBody fact={fact} kind={state.kind} />
            </div>
          ))}
        </details>
      ) : null}
    </section>
  ))
}

function Linked({ state }: { readonly state: State }): ReactNode {
  const { view } = useProcess()
  const { t } = useText()
  const linked = view.back(state.id)
  if (linked.length === 0) return null
  return (
    <section className={css['facet']}>
      <h3>{t('frame.links')}</h3>
      <ul className={css['links']}>
        {linked.slice(0, LINKS_SHOWN).map((other) => (
          <li key={other.id}>
            <RecordLink state={other} />
            <small>{t(word('kind', other.kind))}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function Inspector({ id }: { readonly id: string }): ReactNode {
  const { view } = useProcess()
  const { t } = useText()
  const { close } = useInspector()
  const state = view.get(id)
  const page = state ? pageOf(state) : undefined
  return (
    <aside className={css['inspector']} aria-label={t('frame.inspector')}>
      <div className={css['inspector_head']}>
        <span>{state ? t(word('kind', state.kind)) : t('frame.inspector')}</span>
        <IconButton label={t('frame.close')} onPress={close} autoFocus>
          <X size={18} aria-hidden />
        </IconButton>
      </div>
      <div className={css['inspector_body']}>
        {state ? (
          <>
            <h2 className={css['inspector_title']}>
              <Bi text={view.title(state)} />
            </h2>
            <div className={css['inspector_row']}>
              <Readers compartment_id={state.compartment_id} />
              {page ? <Link to={page}>{t('frame.open_page')}</Link> : null}
            </div>
            <Facets state={state} />
            <Suspense>
              <FactActions state={state} />
            </Suspense>
            <Linked state={state} />
          </>
        ) : (
          <p>{t('frame.none_open')}</p>
        )}
      </div>
    </aside>
  )
}
