// Chooses the records that a fact points at: typed search in both languages over what every reader
// of the compartment can see. Buttons and a text field only, so that keyboard and screen reader
// need nothing special.
import type { ReferenceRule } from '@sulh/contract/process'
import { type ReactNode, useId, useMemo, useState } from 'react'
import { Button, matches, normalise, TextInput } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import { byDays, daysOf } from '../records/reading.ts'
import type { State } from '../view.ts'
import css from './forms.module.css'
import { candidates, openTo } from './references.ts'

const SHOWN = 8

export function ReferencePicker(props: {
  readonly label: string
  readonly rule: ReferenceRule
  readonly compartment_id: string
  readonly chosen: readonly string[]
  readonly onChange: (ids: readonly string[]) => void
  readonly error?: string | undefined
}): ReactNode {
  const { t, pick } = useText()
  const { view, session } = useProcess()
  const [query, setQuery] = useState('')
  const list = useId()
  const compartment = session.compartments.find((c) => c.id === props.compartment_id)
  const found = useMemo(() => {
    if (!compartment) return []
    const words = normalise(query)
    return candidates(view, props.rule, openTo(compartment))
      .filter((s) => !props.chosen.includes(s.id) && matches(searchText(s), words))
      .toSorted((a, b) => byDays(daysOf(view.period(a)), daysOf(view.period(b))))
    function searchText(state: State) {
      const title = view.title(state)
      return normalise(`${title.en} ${title.ar} ${String(view.value(state)['code'] ?? '')}`)
    }
  }, [view, compartment, props.rule, props.chosen, query])
  const add = (id: string) => {
    props.onChange(props.rule.many ? [...props.chosen, id] : [id])
    setQuery('')
  }
  const name = (state: State) => {
    const code = view.value(state)['code']
    const full = state.kind === 'source' ? String(view.value(state)['title'] ?? '') : ''
    return typeof code === 'string' && full ? `${code}: ${full}` : pick(view.title(state))
  }
  const open = query.trim() !== ''
  return (
    <fieldset className={css['references']}>
      <legend>
        {props.label}
        {props.rule.required ? '' : ` (${t('forms.optional')})`}
      </legend>
      {props.chosen.length > 0 ? (
        <ul className={css['chosen']}>
          {props.chosen.map((id) => {
            const state = view.get(id)
            const label = state ? name(state) : '—'
            return (
              <li key={id}>
                <span>{label}</span>
                <Button
                  variant="plain"
                  label={t('forms.remove_reference', { name: label })}
                  onPress={() => props.onChange(props.chosen.filter((other) => other !== id))}
                >
                  ×
                </Button>
              </li>
            )
          })}
        </ul>
      ) : null}
      <TextInput
        label={t('forms.search_reference')}
        type="search"
        value={query}
        onChange={setQuery}
        error={props.error}
      />
      {open ? (
        <ul className={css['found']} id={list}>
          {found.slice(0, SHOWN).map((state) => (
            <li key={state.id}>
              <button type="button" className={css['candidate']} onClick={() => add(state.id)}>
                <span>{name(state)}</span>
                <span className={css['soft']}>{t(word('kind', state.kind))}</span>
              </button>
            </li>
          ))}
          {found.length === 0 ? <li className={css['soft']}>{t('forms.no_reference')}</li> : null}
        </ul>
      ) : null}
    </fieldset>
  )
}
