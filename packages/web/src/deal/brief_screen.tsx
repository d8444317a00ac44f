// The brief: two pages to print, from the text on the table to a bridging package with its reasons,
// what changes in the text, how far it can be trusted and what it rests on. It shows the package that
// was recorded last, else the Nash package.
import { useMemo, useState, type ReactNode } from 'react'
import { Button, Mark, Page, Readers, Skeleton } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { leadOf, valueOf, type State } from '../process/view.ts'
import { certificateWords, points } from './amounts.ts'
import { dealCase, type DealCase } from './case.ts'
import css from './deal.module.css'
import type { DeepAnswer } from './deep.ts'
import { useDeep } from './deep_solver.ts'
import { FailureWords } from './failure_words.tsx'
import { DealWays, ModelChoice, NoModel, useModel } from './model_choice.tsx'
import { objectiveName, type Chosen } from './named_list.tsx'
import { noTrials, problemOf, questionOf, recordedOptions } from './problem.ts'
import { reasonsOf } from './reasons.ts'
import { extentWords } from './picture.tsx'
import { modelOf, objectives, solved, type DealAnswer, type DealProblem } from './solve.ts'
import { useSolver } from './solver.ts'
import { InstrumentOfPackage } from './text_of_package.tsx'

export function DealBrief(): ReactNode {
  const { t } = useText()
  const model = useModel()
  return model ? <OfModel key={model.id} model={model} /> : <NoModel title={t('deal.brief')} />
}

function OfModel({ model }: { readonly model: State }): ReactNode {
  const { view, day: today } = useProcess()
  const text = useText()
  const { lang, t, pick, day } = text
  const [own, setOwn] = useState('')
  const deal = useMemo(() => dealCase(view, model), [view, model])
  const problem = useMemo(() => problemOf(deal, lang, noTrials), [deal, lang])
  const { answer, failed } = useSolver(deal.points.length > 0 ? problem : undefined)
  const recorded =
    deal.packages.find((p) => p.id === own) ?? (own ? undefined : deal.packages.at(-1))
  const chosen = useMemo((): Chosen | undefined => {
    const options = recorded && recordedOptions(deal, recorded)
    if (options) return { options }
    const objective = objectives.find((o) => o === own) ?? 'nash'
    const named = answer?.named[objective] ?? answer?.named.egalitarian
    return named ? { options: named.options, objective } : undefined
  }, [recorded, deal, answer, own])
  const question = useMemo(
    () =>
      answer && chosen
        ? questionOf(deal, view, { problem, trials: noTrials, chosen: chosen.options })
        : undefined,
    [answer, chosen, problem, deal, view],
  )
  const deep = useDeep(question)
  return (
    <Page
      title={recorded ? pick(view.title(recorded)) : t('deal.brief_title')}
      kicker={`${t('deal.brief_lead', { day: day(today) })} · ${pick(deal.title)}`}
      actions={
        <>
          <ModelChoice model={model} />
          <select
            className={css['select']}
            aria-label={t('deal.package')}
            value={recorded?.id ?? chosen?.objective ?? ''}
            onChange={(event) => setOwn(event.target.value)}
          >
            {deal.packages.map((p) => (
              <option key={p.id} value={p.id}>
                {pick(view.title(p))}
              </option>
            ))}
            {objectives.map((objective) => (
              <option key={objective} value={objective}>
                {objectiveName(objective, t, 'short')}
              </option>
            ))}
          </select>
          <Button variant="primary" onPress={() => print()}>
            {t('deal.print')}
          </Button>
        </>
      }
    >
      <DealWays model={model} here="brief" />
      {failed ? <FailureWords deal={deal} failure={failed} /> : null}
      {answer && chosen ? (
        <Brief {...{ deal, problem, answer, chosen }} recorded={recorded} deep={deep.answer} />
      ) : (
        <Skeleton lines={8} />
      )}
    </Page>
  )
}

type Props = {
  readonly deal: DealCase
  readonly problem: DealProblem
  readonly answer: DealAnswer
  readonly chosen: Chosen
  readonly recorded: State | undefined
  readonly deep: DeepAnswer | undefined
}

function Brief(props: Props): ReactNode {
  const { deal, answer, chosen } = props
  const text = useText()
  const { t, number } = text
  const { model } = deal
  const slots = deal.points.filter((p) => p.slot !== undefined).length
  return (
    <div className={css['brief']}>
      <p className={css['soft']}>
        {t('deal.brief_restricted')} <Readers compartment_id={deal.compartment_id} />{' '}
        {leadOf(model)?.mark === 'illustration' ? (
          <>
            <Mark value="illustration" /> {t('deal.example')}
          </>
        ) : null}
      </p>
      <section>
        <h2>{t('deal.brief_question')}</h2>
        <p>
          {t('deal.brief_situation', {
            slots: number(slots),
            issues: number(deal.points.length - slots),
            combinations: number(Number(answer.combinations)),
          })}{' '}
          {answer.table
            ? t('deal.brief_table', { amounts: amountsOf(deal, answer.table.worth, text) })
            : null}
        </p>
      </section>
      <section>
        <h2>{t('deal.brief_answer')}</h2>
        {answer.zone.sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <Gains {...props} />
      </section>
      <section>
        <h2>{t('deal.brief_package')}</h2>
        <Settled {...props} />
      </section>
      <section className={css['page_two']}>
        <h2>{t('deal.brief_reasons')}</h2>
        <Reasons {...props} />
      </section>
      <section>
        <h2>{t('deal.brief_text')}</h2>
        <div className={css['brief_columns']}>
          {[...new Set(deal.points.flatMap((p) => p.instrument ?? []))].map((id) => (
            <InstrumentOfPackage key={id} id={id} deal={deal} options={chosen.options} />
          ))}
        </div>
      </section>
      <section>
        <h2>{t('deal.brief_trust')}</h2>
        <TrustWords {...props} />
      </section>
      <section>
        <h2>{t('deal.brief_basis')}</h2>
        <Basis deal={deal} />
      </section>
    </div>
  )
}

function amountsOf(
  deal: DealCase,
  worth: readonly number[],
  text: ReturnType<typeof useText>,
): string {
  return text.list(
    deal.parties.map((party, p) => `${text.pick(party.short)} ${points(text, worth[p] ?? 0)}`),
  )
}

function Gains({ deal, problem, chosen }: Props): ReactNode {
  const text = useText()
  const { t, pick } = text
  const { worth, gains } = solved(modelOf(problem), chosen.options)
  return (
    <ul className={css['list']}>
      {deal.parties.map((party, p) => (
        <li key={party.id}>
          {t('deal.brief_gain', {
            party: pick(party.short),
            worth: points(text, worth[p] ?? 0),
            gain: points(text, gains[p] ?? 0),
          })}
        </li>
      ))}
    </ul>
  )
}

/** What changes against the table, row by row; what stays in one sentence. */
function Settled({ deal, chosen }: Props): ReactNode {
  const { t, pick, lang } = useText()
  const rows = deal.points.map((point, i) => ({
    point,
    before: point.options.find((o) => o.key === point.table),
    after: point.options[chosen.options[i] ?? 0],
  }))
  const stays = rows.filter(({ before, after }) => before === after)
  return (
    <>
      <table className={css['brief_table']}>
        <thead>
          <tr>
            <th scope="col">{t('deal.point')}</th>
            <th scope="col">{t('deal.table_now')}</th>
            <th scope="col">{t('deal.proposed_now')}</th>
          </tr>
        </thead>
        <tbody>
          {rows
            .filter((row) => !stays.includes(row))
            .map(({ point, before, after }) => (
              <tr key={point.id}>
                <td>{pick(point.title)}</td>
                <td>{pick(before?.title)}</td>
                <td>
                  <b>{pick(after?.title)}</b>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      {stays.length > 0 ? (
        <p className={css['soft']}>
          {t('deal.brief_stays')}{' '}
          {stays
            .map(({ point, after }) => `${pick(point.title)} (${pick(after?.title)})`)
            .join(lang === 'ar' ? '؛ ' : '; ')}
        </p>
      ) : null}
    </>
  )
}

const TRADES_TOLD = 2

function Reasons(props: Props): ReactNode {
  const { recorded, deep } = props
  const { pick, lang } = useText()
  const given = recorded ? valueOf(recorded, 'deal_package', 'description')?.reasons : undefined
  const reasons = given ?? reasonsOf(props)
  const trades = deep?.trades?.state === 'found' ? deep.trades.best.slice(0, TRADES_TOLD) : []
  return (
    <>
      <p lang={lang}>{pick(reasons)}</p>
      <ul className={css['list']}>
        {trades.map(({ sentences }) => (
          <li key={sentences.join()}>{sentences.join(' ')}</li>
        ))}
      </ul>
    </>
  )
}

function TrustWords({ answer, chosen, deep, deal }: Props): ReactNode {
  const text = useText()
  const { t, pick } = text
  const named =
    chosen.objective === undefined || chosen.objective === 'table'
      ? undefined
      : answer.named[chosen.objective]
  return (
    <>
      <p>
        {extentWords(answer, text)}{' '}
        {named ? `${t('deal.certificate')}: ${certificateWords(text, named.certificate)}.` : null}
      </p>
      {deep?.trust ? (
        <ul className={css['list']}>
          {deep.trust.bands.map((band, p) => (
            <li key={deal.parties[p]?.id}>
              {t('deal.band', {
                party: pick(deal.parties[p]?.short),
                low: points(text, band.low),
                likely: points(text, band.likely),
                high: points(text, band.high),
              })}
            </li>
          ))}
          {[...deep.trust.sentences, ...deep.trust.next].map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

function Basis({ deal }: { readonly deal: DealCase }): ReactNode {
  const { t, pick, number } = useText()
  const { view } = useProcess()
  return (
    <ul className={css['list']}>
      {deal.parties.map((party) => {
        const estimates = deal.points.flatMap((p) => deal.estimate(party.id, p.id) ?? [])
        const told = deal.confidences.filter(
          ({ state }) => view.ref(leadOf(state), 'party')?.id === party.id,
        )
        return (
          <li key={party.id}>
            {t('deal.brief_sources', {
              party: pick(party.short),
              count: number(estimates.length + (deal.fallback(party.id) ? 1 : 0)),
              told: number(told.length),
            })}
          </li>
        )
      })}
    </ul>
  )
}
