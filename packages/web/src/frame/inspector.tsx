// The record in hand: what is known of it, from where, since when, who can read it, and what it
// hangs together with. Differing accounts stand beside each other; corrected ones are kept below.
import type { Fact } from '@sulh/contract/process'
import { lazy, Suspense, type ReactNode } from 'react'
import { Bi, Button, Certainty, go, Mark, Readers, RecordLink, Sources, useInspector } from '../design/index.ts'
import { pageOf } from '../design/record.tsx'
import { useText, word, type Text } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import type { State } from '../process/view.ts'
import css from './frame.module.css'

const FactActions = lazy(async () => ({
  default: (await import('../process/forms/fact_actions.tsx')).FactActions,
}))

function isBilingual(value: unknown): value is { en: string; ar: string } {
  return typeof value === 'object' && value !== null && 'en' in value && 'ar' in value
}

/** Fields whose words are a closed list, by the group of words that has them. */
const groups: Readonly<Record<string, string>> = {
  mode: 'mode', relation: 'actor_relation', state: 'standing', status: 'issue_status',
  result: 'result', answer: 'answer', precision: 'precision', family: 'family',
  attribution: 'attribution',
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
  if (typeof value === 'object' && value !== null && 'from' in value) {
    return span(value as { from: string; to?: string })
  }
  return null
}

function FactBody(props: { fact: Fact; kind: string }): ReactNode {
  const text = useText()
  const { view } = useProcess()
  const { fact } = props
  const paths = [...new Set(fact.references.map((r) => r.path))].filter((p) => p !== 'source')
  return (
    <>
      <dl>
        {Object.entries(fact.value).map(([name, value]) => (
          <div key={name} className={css['pair']}>
            <dt>{text.t(`forms.field_${name}` as 'forms.field_title')}</dt>
            <dd>{show(name, value, props.kind, text)}</dd>
          </div>
        ))}
        {paths.map((path) => (
          <div key={path} className={css['pair']}>
            <dt>{path === 'said_by' ? text.t('frame.said_by') : text.t(`forms.ref_${path}` as 'forms.field_title')}</dt>
            <dd>
              {view.refs(fact, path).map((state) => (
                <div key={state.id}>
                  <RecordLink state={state} />
                </div>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <div className={css['meta']}>
        <Certainty value={fact.certainty} />
        <Mark value={fact.mark} />
        <Sources fact={fact} />
        <span>{text.t('frame.known_from', { day: text.day(fact.known_from) })}</span>
        <span>· {text.t(word('channel', fact.channel))}</span>
        <span>· {text.t(word('confirmation', fact.confirmation))}</span>
      </div>
    </>
  )
}

function Facets(props: { state: State }): ReactNode {
  const { t } = useText()
  return Object.entries(props.state.facets).map(([facet, { lead, others, earlier }]) => (
    <section key={facet} className={css['facet']}>
      <h3>{t(`forms.facet_${facet}` as 'forms.field_title')}</h3>
      <FactBody fact={lead} kind={props.state.kind} />
      {others.map((other) => (
        <div key={other.id} className={css['other']}>
          <strong>{t('frame.others')}</strong>
          <FactBody fact={other} kind={props.state.kind} />
        </div>
      ))}
      {earlier.length > 0 ? (
        <details>
          <summary>
            {t('frame.earlier')} ({earlier.length})
          </summary>
          {earlier.map((fact) => (
            <div key={fact.id} className={css['other']}>
              <FactBody fact={fact} kind={props.state.kind} />
            </div>
          ))}
        </details>
      ) : null}
    </section>
  ))
}

export function Inspector(props: { id: string }): ReactNode {
  const { view } = useProcess()
  const { t } = useText()
  const inspector = useInspector()
  const state = view.get(props.id)
  const page = state ? pageOf(state) : undefined
  const linked = state ? view.back(state.id).filter((s) => s.kind !== 'source') : []
  return (
    <aside className={css['inspector']} aria-label={t('frame.inspector')}>
      <div className={css['inspectorHead']}>
        <span>{state ? t(word('kind', state.kind)) : null}</span>
        <Button variant="plain" onPress={inspector.close}>
          {t('frame.close')}
        </Button>
      </div>
      {state ? (
        <>
          <h2 className={css['inspectorTitle']}>
            <Bi text={view.title(state)} />
          </h2>
          <div className={css['meta']}>
            <Readers compartment_id={state.compartment_id} />
            {page ? (
              <Button variant="plain" onPress={() => go(page)}>
                {t('frame.open_page')}
              </Button>
            ) : null}
          </div>
          <Facets state={state} />
          <Suspense>
            <FactActions state={state} />
          </Suspense>
          {linked.length > 0 ? (
            <section className={css['facet']}>
              <h3>{t('frame.links')}</h3>
              <ul>
                {linked.slice(0, 60).map((s) => (
                  <li key={s.id}>
                    <RecordLink state={s} /> <small>{t(word('kind', s.kind))}</small>
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
        </>
      ) : (
        <p>{t('frame.none_open')}</p>
      )}
    </aside>
  )
}
