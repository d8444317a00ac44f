// What each party is thought to want, written down: weights or ranks of the open points, scores of
// their options, intervals, what it rests on, who estimated and when. Nothing is recorded before it
// is said; every step can be undone until then.
import { useMemo, useState, type ReactNode } from 'react'
import { Button, Mark, Note, Page, PartyMark, Readers, Section } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { useSending } from '../process/forms/sending.ts'
import { leadOf, type State } from '../process/view.ts'
import { dealCase, type DealCase, type DealParty } from './case.ts'
import css from './deal.module.css'
import {
  draftOf,
  FALLBACK,
  isSound,
  noDrafts,
  redone,
  undone,
  valueOfDraft,
  weightsOfRanks,
  written,
  type Draft,
  type DraftHistory,
} from './drafts.ts'
import { EstimateRow } from './estimate_row.tsx'
import { DealWays, ModelChoice, NoModel, useModel } from './model_choice.tsx'
import { recordDeal, type NewDealRecord } from './send.ts'

export function DealEstimates(): ReactNode {
  const { t } = useText()
  const model = useModel()
  return model ? <OfModel key={model.id} model={model} /> : <NoModel title={t('deal.estimates')} />
}

function OfModel({ model }: { readonly model: State }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const deal = useMemo(() => dealCase(view, model), [view, model])
  const [chosen, setChosen] = useState('')
  const party = deal.parties.find((p) => p.id === chosen) ?? deal.parties[0]
  return (
    <Page
      title={t('deal.estimates')}
      lead={t('deal.estimates_lead')}
      kicker={
        <>
          {t('deal.only_analysts')} <Readers compartment_id={model.compartment_id} />
        </>
      }
      actions={<ModelChoice model={model} />}
    >
      <DealWays model={model} here="estimates" />
      {leadOf(model)?.mark === 'illustration' ? (
        <Note>
          <Mark value="illustration" /> {t('deal.example')}
        </Note>
      ) : null}
      <div
        className={`${css['row']} ${css['picker']}`}
        role="group"
        aria-label={t('deal.estimates')}
      >
        {deal.parties.map((p) => (
          <Button
            key={p.id}
            variant={p.id === party?.id ? 'primary' : 'quiet'}
            onPress={() => setChosen(p.id)}
          >
            {pick(p.short)}
          </Button>
        ))}
      </div>
      {party ? <OfParty key={party.id} deal={deal} party={party} /> : null}
    </Page>
  )
}

function OfParty({
  deal,
  party,
}: {
  readonly deal: DealCase
  readonly party: DealParty
}): ReactNode {
  const { t, pick, number, list } = useText()
  const [history, setHistory] = useState<DraftHistory>(noDrafts)
  const [ranking, setRanking] = useState(false)
  const [saved, setSaved] = useState(false)
  const { busy, refusal, send } = useSending()
  const process = useProcess()
  const drafts = history.now
  const name = pick(party.short)
  const draftFor = (key: string) =>
    drafts.get(key) ??
    draftOf(
      deal,
      party,
      deal.points.find((p) => p.id === key),
    )
  const change = (key: string, draft: Draft) => {
    setSaved(false)
    setHistory((old) => written(old, [[key, draft]]))
  }
  const order = rankedPoints(deal, draftFor)
  const move = (at: number, step: number) => {
    const ids = order.map((p) => p.id)
    const [id] = ids.splice(at, 1)
    if (id === undefined) return
    ids.splice(at + step, 0, id)
    const weights = weightsOfRanks(ids.length)
    setSaved(false)
    setHistory((old) =>
      written(
        old,
        ids.flatMap((key, i) => {
          const weight = weights[i]
          return weight
            ? [[key, { ...draftFor(key), weight, method: 'ranks' as const }] as const]
            : []
        }),
      ),
    )
  }
  const save = async () => {
    const records = [...drafts].map(([key, draft]) => recordOf(deal, party, key, draft))
    const done = await send(() =>
      recordDeal(process, {
        compartment_id: deal.compartment_id,
        create: records.flatMap(({ is_new, record }) => (is_new ? [record] : [])),
        change: records.flatMap(({ is_new, record }) => (is_new ? [] : [record])),
      }),
    )
    if (!done) return
    setHistory(noDrafts)
    setSaved(true)
  }
  const sound = [...drafts.values()].every(isSound)
  const missing = deal.missing.filter((m) => m.party.id === party.id)
  return (
    <>
      <Section title={t('deal.estimates_title', { party: name })}>
        <div className={css['row']}>
          <PartyMark side={party.side} />
          <b>{pick(party.name)}</b>
          <label className={css['check']}>
            <input
              type="radio"
              name="method"
              checked={!ranking}
              onChange={() => setRanking(false)}
            />
            {t('deal.by_weight')}
          </label>
          <label className={css['check']}>
            <input type="radio" name="method" checked={ranking} onChange={() => setRanking(true)} />
            {t('deal.by_rank')}
          </label>
        </div>
        <p className={css['soft']}>
          {missing.length === 0
            ? t('deal.check_done', { party: name })
            : `${t('deal.check')}: ${list(
                missing.map((m) => (m.point ? pick(m.point.title) : t('deal.fallback'))),
              )}`}
        </p>
        <EstimateRow
          deal={deal}
          party={party}
          point={undefined}
          draft={draftFor(FALLBACK)}
          changed={drafts.has(FALLBACK)}
          onChange={(draft) => change(FALLBACK, draft)}
        />
        {(ranking ? order : deal.points).map((point, i) => (
          <EstimateRow
            key={point.id}
            deal={deal}
            party={party}
            point={point}
            draft={draftFor(point.id)}
            changed={drafts.has(point.id)}
            onChange={(draft) => change(point.id, draft)}
            {...(ranking
              ? {
                  rank: i + 1,
                  onMove: (step: number) => move(i, step),
                  last: i === order.length - 1,
                }
              : {})}
          />
        ))}
      </Section>
      <div className={css['sticky']}>
        <span role="status">
          {saved ? t('deal.saved') : t('deal.unsaved', { count: number(drafts.size) })}
        </span>
        <Button isDisabled={history.past.length === 0} onPress={() => setHistory(undone)}>
          {t('deal.undo')}
        </Button>
        <Button isDisabled={history.future.length === 0} onPress={() => setHistory(redone)}>
          {t('deal.redo')}
        </Button>
        <Button
          variant="primary"
          isDisabled={drafts.size === 0 || !sound || busy}
          onPress={() => void save()}
        >
          {t('deal.save')}
        </Button>
        {refusal ? <Note tone="warning">{refusal}</Note> : null}
      </div>
    </>
  )
}

/** Heaviest first. */
function rankedPoints(deal: DealCase, draftFor: (key: string) => Draft) {
  const weight = (id: string) => draftFor(id).weight.likely
  return deal.points.toSorted((a, b) => weight(b.id) - weight(a.id))
}

function recordOf(
  deal: DealCase,
  party: DealParty,
  key: string,
  draft: Draft,
): { readonly is_new: boolean; readonly record: NewDealRecord } {
  const point = deal.points.find((p) => p.id === key)
  const found = point ? deal.estimate(party.id, point.id) : deal.fallback(party.id)
  const here = (path: string, id: string) => ({ path, compartment_id: deal.compartment_id, id })
  return {
    is_new: found === undefined,
    record: {
      id: found?.state.id ?? crypto.randomUUID(),
      kind: point ? 'preference' : 'fallback',
      value: valueOfDraft(draft, point),
      references: [
        here('model', deal.model.id),
        { path: 'party', compartment_id: party.compartment_id, id: party.id },
        ...(point ? [here('issue', point.id)] : []),
        ...draft.evidence.map(({ compartment_id, id }) => ({
          path: 'evidence',
          compartment_id,
          id,
        })),
      ],
    },
  }
}
