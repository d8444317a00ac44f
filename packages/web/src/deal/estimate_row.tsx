// One estimate: in short, and opened with its intervals, what it rests on and how far it may be used.
import type { Range } from '@sulh/contract/deal'
import { useState, type ReactNode } from 'react'
import { BothInput, Button, OpenRecord, Sources, StatusChip } from '../design/index.ts'
import { useText, type MessageKey } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { points } from './amounts.ts'
import type { DealCase, DealParty, OpenPoint } from './case.ts'
import css from './deal.module.css'
import { isInOrder, type Draft } from './drafts.ts'
import { EvidencePicker } from './evidence_picker.tsx'

const releases = ['mediator_only', 'unattributed', 'conveyed', 'open'] as const
const bounds = ['low', 'likely', 'high'] as const

type Props = {
  readonly deal: DealCase
  readonly party: DealParty
  /** Absent: what the party has without a deal. */
  readonly point: OpenPoint | undefined
  readonly draft: Draft
  readonly changed: boolean
  readonly onChange: (draft: Draft) => void
  readonly rank?: number
  readonly last?: boolean
  readonly onMove?: (step: number) => void
}

export function EstimateRow(props: Props): ReactNode {
  const { point, draft, changed, rank, onMove } = props
  const text = useText()
  const { t, pick, number } = text
  const [open, setOpen] = useState(false)
  const title = point ? pick(point.title) : t('deal.fallback')
  return (
    <div className={css['estimate']}>
      <div className={css['estimate_head']}>
        <h3>
          {rank === undefined ? null : `${number(rank)}. `}
          {title}
        </h3>
        {changed ? <StatusChip tone="accent">{t('deal.edit')}</StatusChip> : null}
        <span>
          {point ? t('deal.weight') : ''} {points(text, draft.weight.likely)}{' '}
          <span className={css['soft']}>
            ({points(text, draft.weight.low)}–{points(text, draft.weight.high)})
          </span>
        </span>
        <span className={css['soft']}>{t(`deal.release_${draft.release}` as MessageKey)}</span>
        {onMove ? (
          <>
            <Button
              isDisabled={rank === 1}
              label={t('deal.up', { point: title })}
              onPress={() => onMove(-1)}
            >
              ↑
            </Button>
            <Button
              isDisabled={props.last ?? false}
              label={t('deal.down', { point: title })}
              onPress={() => onMove(1)}
            >
              ↓
            </Button>
          </>
        ) : null}
        <Button label={t('deal.edit_of', { point: title })} onPress={() => setOpen((o) => !o)}>
          {t(open ? 'deal.done' : 'deal.edit')}
        </Button>
      </div>
      <Provenance {...props} />
      {open ? <Editor {...props} /> : null}
    </div>
  )
}

function Provenance({ deal, party, point, draft }: Props): ReactNode {
  const { t, pick, instant } = useText()
  const { view, session } = useProcess()
  const found = point ? deal.estimate(party.id, point.id) : deal.fallback(party.id)
  const seat = session.compartments
    .flatMap((c) => c.readers)
    .find((r) => r.id === found?.fact.recorded_by)
  return (
    <p className={css['soft']}>
      {found
        ? t('deal.who_when', {
            who: pick(seat?.title) || '—',
            when: instant(found.fact.known_from),
          })
        : t('deal.never_estimated')}
      {' · '}
      {t('deal.evidence')}:{' '}
      {draft.evidence.length === 0
        ? t('deal.evidence_none')
        : draft.evidence.map(({ id }, i) => (
            <span key={id}>
              {i > 0 ? ', ' : ''}
              {view.get(id) ? (
                <OpenRecord id={id}>{pick(view.title(view.get(id)))}</OpenRecord>
              ) : (
                t('words.kind_position')
              )}
            </span>
          ))}{' '}
      <Sources fact={found?.fact} />
    </p>
  )
}

function Editor(props: Props): ReactNode {
  const { deal, point, draft, onChange } = props
  const { t, pick } = useText()
  const { session } = useProcess()
  const set = (patch: Partial<Draft>) => onChange({ ...draft, ...patch })
  const confided = draft.evidence.some(({ compartment_id }) => {
    const kind = session.compartments.find((c) => c.id === compartment_id)?.kind
    return kind === 'caucus' || kind === 'consultation'
  })
  return (
    <div className={css['form']}>
      <div className={css['grid']}>
        <b>{point ? t('deal.option') : ''}</b>
        {bounds.map((bound) => (
          <b key={bound}>{t(`deal.${bound}`)}</b>
        ))}
        <RangeFields
          words={point ? t('deal.weight') : t('deal.fallback')}
          range={draft.weight}
          onChange={(weight) => set({ weight, method: 'weights' })}
        />
        {(point?.options ?? []).map((option) => (
          <RangeFields
            key={option.key}
            words={pick(option.title)}
            range={draft.scores[option.key] ?? { low: 0, likely: 0, high: 0 }}
            onChange={(score) => set({ scores: { ...draft.scores, [option.key]: score } })}
          />
        ))}
      </div>
      <EvidencePicker
        instrument={point?.instrument}
        slot={point?.slot}
        party={props.party.id}
        deal={deal}
        evidence={draft.evidence}
        onChange={(evidence, told) =>
          set({ evidence, ...(told ? { release: 'mediator_only' } : {}) })
        }
      />
      <label>
        {t('deal.release')}{' '}
        <select
          className={css['select']}
          value={draft.release}
          disabled={confided}
          onChange={(event) => set({ release: event.target.value })}
        >
          {releases.map((release) => (
            <option key={release} value={release}>
              {t(`deal.release_${release}`)}
            </option>
          ))}
        </select>{' '}
        {confided ? <span className={css['soft']}>{t('deal.release_forced')}</span> : null}
      </label>
      <div className={css['two']}>
        <BothInput
          label={t('deal.note')}
          value={{ en: draft.note_en, ar: draft.note_ar }}
          onChange={({ en, ar }) => set({ note_en: en, note_ar: ar })}
        />
      </div>
    </div>
  )
}

function RangeFields(props: {
  readonly words: string
  readonly range: Range
  readonly onChange: (range: Range) => void
}): ReactNode {
  const { range, words } = props
  const { t } = useText()
  const sound = isInOrder(range)
  return (
    <>
      <span>
        {words}
        {sound ? null : <span className={css['soft']}> {t('deal.interval_wrong')}</span>}
      </span>
      {bounds.map((bound) => (
        <input
          key={bound}
          className={css['number']}
          type="number"
          min={0}
          max={100}
          step={1}
          value={Number.isNaN(range[bound]) ? '' : range[bound]}
          aria-invalid={!sound}
          aria-label={`${words}: ${t(`deal.${bound}`)}`}
          onChange={(event) => props.onChange({ ...range, [bound]: event.target.valueAsNumber })}
        />
      ))}
    </>
  )
}
