// What an estimate rests on, chosen from the records that the seat reads: statements, meetings,
// documents, events, and the party's positions on the slot.
import { recordAsOf } from '@sulh/analysis/history/asof'
import type { Kind } from '@sulh/contract/process'
import { useState, type ReactNode } from 'react'
import { Button } from '../design/index.ts'
import { useText, word } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { useInstrument } from '../text/data.ts'
import type { DealCase } from './case.ts'
import css from './deal.module.css'
import type { Reference } from './send.ts'

const kinds = ['statement', 'meeting', 'document', 'event', 'engagement', 'undertaking'] as const

type Props = {
  readonly deal: DealCase
  readonly instrument: string | undefined
  readonly slot: string | undefined
  readonly party: string
  readonly evidence: readonly Reference[]
  /** `told`: the added record lies in a caucus or a consultation. */
  readonly onChange: (evidence: readonly Reference[], told: boolean) => void
}
type Candidate = {
  readonly id: string
  readonly kind: Kind
  readonly compartment_id: string
  readonly title: string
}

export function EvidencePicker(props: Props): ReactNode {
  return props.instrument === undefined ? (
    <Picker {...props} positions={[]} />
  ) : (
    <WithPositions {...props} instrument={props.instrument} />
  )
}

function WithPositions(props: Props & { readonly instrument: string }): ReactNode {
  const { t } = useText()
  const { asOf, session } = useProcess()
  const { pick } = useText()
  const { instrument } = useInstrument(props.instrument)
  const positions = (instrument?.records ?? []).flatMap((record): Candidate[] => {
    if (record.kind !== 'position') return []
    const lead = recordAsOf(record, asOf)?.facets['stance']?.lead
    const refers = (path: string, id: string | undefined) =>
      lead?.references.some((r) => r.path === path && r.id === id) ?? false
    if (!refers('slot', props.slot) || !refers('party', props.party)) return []
    const { id, kind, compartment_id } = record
    const where = session.compartments.find((c) => c.id === compartment_id)
    return [
      { id, kind, compartment_id, title: `${t('words.kind_position')}: ${pick(where?.name)}` },
    ]
  })
  return <Picker {...props} positions={positions} />
}

function Picker(props: Props & { readonly positions: readonly Candidate[] }): ReactNode {
  const { evidence, positions, onChange } = props
  const { t, pick } = useText()
  const { view, session } = useProcess()
  const [chosen, setChosen] = useState('')
  const all: Candidate[] = [
    ...positions,
    ...kinds.flatMap((kind) =>
      view.of(kind).map((state) => ({
        id: state.id,
        kind,
        compartment_id: state.compartment_id,
        title: pick(view.title(state)),
      })),
    ),
  ]
  const free = all.filter(({ id }) => !evidence.some((e) => e.id === id))
  const add = () => {
    const found = free.find(({ id }) => id === chosen)
    if (!found) return
    const kind = session.compartments.find((c) => c.id === found.compartment_id)?.kind
    const { id, compartment_id } = found
    setChosen('')
    onChange(
      [...evidence, { path: 'evidence', compartment_id, id }],
      kind === 'caucus' || kind === 'consultation',
    )
  }
  const titleOf = (id: string) => all.find((c) => c.id === id)?.title ?? t('words.kind_position')
  return (
    <div>
      <div className={css['row']}>
        <label>
          {t('deal.evidence')}{' '}
          <select
            className={css['select']}
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
          >
            <option value="">—</option>
            {[...Map.groupBy(free, (c) => c.kind)].map(([kind, list]) => (
              <optgroup key={kind} label={t(word('kind', kind))}>
                {list.map(({ id, title }) => (
                  <option key={id} value={id}>
                    {title}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        <Button isDisabled={chosen === ''} onPress={add}>
          {t('deal.evidence_add')}
        </Button>
      </div>
      <ul className={css['list']}>
        {evidence.map(({ id }) => (
          <li key={id}>
            {titleOf(id)}{' '}
            <Button
              variant="plain"
              label={t('deal.evidence_remove', { title: titleOf(id) })}
              onPress={() =>
                onChange(
                  evidence.filter((e) => e.id !== id),
                  false,
                )
              }
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
