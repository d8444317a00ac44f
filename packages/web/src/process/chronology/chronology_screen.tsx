// What happened, in the order of its days: filters, search in both languages, months, differing
// accounts side by side, and the table to take away in both languages.
import { certainties } from '@sulh/contract/process'
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import {
  Button,
  Choice,
  DayInput,
  Empty,
  normalise,
  Page,
  Section,
  TextInput,
} from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import layout from '../records/layout.module.css'
import { Events, monthOf } from '../records/pieces.tsx'
import { tracksInOrder } from '../track/selection.ts'
import type { State } from '../view.ts'
import css from './chronology.module.css'
import { download } from './download.ts'
import { byMonth, type Filter, filtered } from './filter.ts'
import { keepFilter, lastFilter } from './filter_memory.ts'
import { chronicled, useTable } from './table.ts'

const ALL = 'all'

export function Chronology(): ReactNode {
  const { t, lang } = useText()
  const { view, day } = useProcess()
  const [filter, setFilter] = useState<Filter>(lastFilter)
  const events = useMemo(() => chronicled(view), [view])
  const asked = useDeferredValue(filter)
  const shown = useMemo(() => filtered(events, asked, normalise), [events, asked])
  const groups = useMemo(() => byMonth(shown), [shown])
  const table = useTable()
  const change = (next: Filter) => {
    keepFilter(next)
    setFilter(next)
  }
  const states = (ids: readonly { id: string }[]): readonly State[] =>
    ids.map(({ id }) => view.get(id)).filter((s) => s !== undefined)
  return (
    <Page
      title={t('chronology.title')}
      lead={t('chronology.intro')}
      actions={
        <Button
          onPress={() => download(`chronology-${day}.csv`, table(shown))}
          isDisabled={shown.length === 0}
        >
          {t('chronology.export')}
        </Button>
      }
    >
      {events.length === 0 ? (
        <Empty title={t('chronology.empty')} />
      ) : (
        <Filters filter={filter} onChange={change} />
      )}
      <p className={layout['soft']} role="status">
        {t('chronology.shown', { shown: shown.length, all: events.length })}
      </p>
      {events.length > 0 && shown.length === 0 ? (
        <Empty title={t('chronology.empty_filter')}>
          <Button onPress={() => change({})}>{t('chronology.clear')}</Button>
        </Empty>
      ) : null}
      {groups.map((group) => (
        <Section key={group.period} title={monthOf(group.period, lang)} count={group.events.length}>
          <Events events={states(group.events)} />
        </Section>
      ))}
    </Page>
  )
}

function Filters(props: { filter: Filter; onChange: (filter: Filter) => void }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const { filter, onChange } = props
  const actors = useMemo(
    () =>
      actorOptions(view.of('event').flatMap((e) => view.refs(e.facets['account']?.lead, 'actors'))),
    [view],
  )
  const choose = (field: keyof Filter) => (value: string) =>
    onChange({ ...filter, [field]: value === ALL ? '' : value })
  const all = { id: ALL, label: t('chronology.all') }
  const named = (s: State) => ({ id: s.id, label: pick(view.title(s)) })
  return (
    <form className={css['filters']} role="search" onSubmit={(e) => e.preventDefault()}>
      <div className={css['wide']}>
        <TextInput
          label={t('chronology.search')}
          type="search"
          value={filter.text ?? ''}
          onChange={choose('text')}
        />
      </div>
      <Choice
        label={t('chronology.track')}
        value={filter.track || ALL}
        onChange={choose('track')}
        options={[all, ...tracksInOrder(view).map(named)]}
      />
      <Choice
        label={t('chronology.actor')}
        value={filter.actor || ALL}
        onChange={choose('actor')}
        options={[all, ...actors.map(named).toSorted((a, b) => a.label.localeCompare(b.label))]}
      />
      <Choice
        label={t('chronology.certainty')}
        value={filter.certainty || ALL}
        onChange={choose('certainty')}
        options={[all, ...certainties.map((c) => ({ id: c, label: t(word('certainty', c)) }))]}
      />
      <DayInput label={t('chronology.from')} value={filter.from ?? ''} onChange={choose('from')} />
      <DayInput label={t('chronology.to')} value={filter.to ?? ''} onChange={choose('to')} />
      <Button variant="plain" onPress={() => onChange({})}>
        {t('chronology.clear')}
      </Button>
    </form>
  )
}

function actorOptions(states: readonly State[]): readonly State[] {
  return [...new Set(states)]
}
