// The deal room: what can be had, what is fair, what unlocks it. Everything is worked out in the
// browser from the estimates that the seat reads; sliders try out other values and record nothing.
import { useMemo, useState, type ReactNode } from 'react'
import {
  Button,
  Empty,
  Link,
  Mark,
  Note,
  Page,
  Readers,
  Section,
  Skeleton,
} from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import { leadOf, type State } from '../process/view.ts'
import { points as inPoints } from './amounts.ts'
import { dealCase, dealModels, type DealCase } from './case.ts'
import css from './deal.module.css'
import { useDeep } from './deep_solver.ts'
import { GeniusImport } from './genius_import.tsx'
import { LinksView } from './links_view.tsx'
import { NamedList, objectiveName, type Chosen } from './named_list.tsx'
import { PackagePanel } from './package_panel.tsx'
import { PointsTable } from './points_table.tsx'
import { noTrials, problemOf, questionOf, type Trials } from './problem.ts'
import { Propose } from './propose.tsx'
import { Scatters, type Marked } from './scatter.tsx'
import { Sliders } from './sliders.tsx'
import { objectives, type DealAnswer } from './solve.ts'
import { useSolver, type Solving } from './solver.ts'
import { TextOfPackage } from './text_of_package.tsx'
import { Trades, Trust } from './trades_view.tsx'

export function Deal(): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const models = dealModels(view)
  const [chosen, setChosen] = useState<string>()
  const model = models.find((m) => m.id === chosen) ?? models[0]
  if (!model)
    return (
      <Page title={t('deal.title')} lead={t('deal.lead')}>
        <Empty title={t('deal.none')}>
          <p>{t('deal.none_help')}</p>
        </Empty>
        <GeniusImport />
      </Page>
    )
  return (
    <Page
      title={t('deal.title')}
      lead={t('deal.lead')}
      kicker={
        <>
          {t('deal.only_analysts')} <Readers compartment_id={model.compartment_id} />
        </>
      }
      actions={
        <>
          {models.length > 1 ? (
            <select
              className={css['select']}
              aria-label={t('deal.model')}
              value={model.id}
              onChange={(event) => setChosen(event.target.value)}
            >
              {models.map((m) => (
                <option key={m.id} value={m.id}>
                  {pick(view.title(m))}
                </option>
              ))}
            </select>
          ) : null}
          <Link to={paths.dealEstimates()}>{t('deal.estimates')}</Link>
          <Link to={paths.dealBrief()}>{t('deal.brief')}</Link>
        </>
      }
    >
      <Room key={model.id} model={model} />
      <GeniusImport />
    </Page>
  )
}

/** What stands at first: the Nash package, the text on the table, or the first point. */
function firstChoice(answer: DealAnswer | undefined): Chosen | undefined {
  if (!answer) return undefined
  const { nash, egalitarian } = answer.named
  const options = nash?.options ?? egalitarian?.options ?? answer.table?.options
  return options ? { options, objective: nash ? 'nash' : 'egalitarian' } : undefined
}

function Room({ model }: { readonly model: State }): ReactNode {
  const { view } = useProcess()
  const { lang, t, pick } = useText()
  const deal = useMemo(() => dealCase(view, model), [view, model])
  const [trials, setTrials] = useState<Trials>(noTrials)
  const [own, setOwn] = useState<Chosen>()
  const problem = useMemo(
    () => (deal.points.length > 0 ? problemOf(deal, lang, trials) : undefined),
    [deal, lang, trials],
  )
  const solving = useSolver(problem)
  const { answer } = solving
  const chosen = current(own, answer)
  const options = chosen?.options
  const question = useMemo(
    () =>
      solving.problem && !solving.busy
        ? questionOf(deal, view, { problem: solving.problem, trials, chosen: options })
        : undefined,
    // The package by its content: a new answer may name the same one.
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- options stand in as their text
    [solving.problem, solving.busy, deal, view, trials, options?.join()],
  )
  const deep = useDeep(question)
  const bands = deep.answer?.trust?.bands
  const example = leadOf(model)?.mark === 'illustration'
  return (
    <>
      {example ? (
        <Note>
          <Mark value="illustration" /> {t('deal.example')}
        </Note>
      ) : null}
      {deal.missing.length > 0 ? (
        <Note tone="warning">
          {t('deal.incomplete', { count: deal.missing.length })}{' '}
          <Link to={paths.dealEstimates()}>{t('deal.estimates')}</Link>
        </Note>
      ) : null}
      <Status solving={solving} />
      {solving.busy && !answer ? <Skeleton lines={8} /> : null}
      {answer && answer.points.packages.length > 0 ? (
        <>
          <div className={css['top']}>
            <Section title={t('deal.chart')}>
              <Picture {...{ deal, answer, chosen, bands }} onChoose={setOwn} />
            </Section>
            <div>
              <Section title={t('deal.zone')}>
                <Zone answer={answer} />
              </Section>
              <Section title={t('deal.named')}>
                <NamedList {...{ deal, answer, chosen }} onChoose={setOwn} />
              </Section>
            </div>
          </div>
          <Section title={t('deal.sliders')}>
            <Sliders deal={deal} trials={trials} onChange={setTrials} />
          </Section>
          <Section title={t('deal.trades')}>
            <Trades deep={deep} deal={deal} onChoose={setOwn} />
          </Section>
          {chosen && solving.problem ? (
            <Section title={t('deal.package_named', { name: nameOf(chosen, t) })}>
              <PackagePanel
                {...{ deal, chosen, answer }}
                problem={solving.problem}
                onChoose={setOwn}
              />
              <Propose
                {...{ deal, chosen, answer }}
                problem={solving.problem}
                trades={deep.answer}
              />
            </Section>
          ) : null}
          <Section title={t('deal.robustness')}>
            <Trust deep={deep} parties={deal.parties.map((p) => pick(p.short))} />
          </Section>
          <Section title={t('deal.links')} count={deal.links.length}>
            <LinksView deal={deal} options={options} />
          </Section>
          {chosen ? (
            <Section title={t('deal.to_text')}>
              <TextOfPackage deal={deal} options={chosen.options} />
            </Section>
          ) : null}
        </>
      ) : null}
    </>
  )
}

/** A named solution follows the sliders; a package of one's own stays. */
function current(own: Chosen | undefined, answer: DealAnswer | undefined): Chosen | undefined {
  if (!own) return firstChoice(answer)
  if (own.objective === undefined || own.objective === 'table') return own
  const named = answer?.named[own.objective]
  return named ? { ...own, options: named.options } : firstChoice(answer)
}

function nameOf(chosen: Chosen, t: ReturnType<typeof useText>['t']): string {
  if (chosen.objective === 'table') return t('deal.on_table')
  if (chosen.objective === undefined) return t('deal.custom')
  return objectiveName(chosen.objective, t, 'short')
}

function Status({ solving }: { readonly solving: Solving }): ReactNode {
  const { t, number } = useText()
  if (solving.failed !== undefined)
    return (
      <Note tone="warning">
        <strong>{t('deal.failed')}</strong> {solving.failed}
      </Note>
    )
  if (solving.stopped) return <Note tone="warning">{t('deal.stopped')}</Note>
  if (solving.share !== undefined) {
    const share = Math.round(solving.share * 100)
    return (
      <Note>
        <span role="status">
          <progress value={share} max={100} aria-label={t('deal.solving')} />{' '}
          {t('deal.solving_share', { share: number(share) })}
        </span>{' '}
        <Button onPress={solving.cancel}>{t('deal.stop')}</Button>
      </Note>
    )
  }
  return null
}

function Zone({ answer }: { readonly answer: DealAnswer }): ReactNode {
  const { t } = useText()
  const words = {
    open: t('deal.zone_open'),
    closed: t('deal.zone_closed'),
    'no-package': t('deal.zone_no_package'),
    unknown: t('deal.zone_unknown'),
  }
  return (
    <>
      <p className={css['verdict']}>{words[answer.zone.state]}</p>
      {answer.zone.sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </>
  )
}

function Picture(props: {
  readonly deal: DealCase
  readonly answer: DealAnswer
  readonly chosen: Chosen | undefined
  readonly bands: readonly { readonly low: number; readonly high: number }[] | undefined
  readonly onChoose: (chosen: Chosen) => void
}): ReactNode {
  const { deal, answer, chosen } = props
  const text = useText()
  const { t, pick, number } = text
  const names = deal.parties.map((p) => pick(p.short))
  const place = chosen
    ? answer.points.options.findIndex((o) => o.every((v, i) => v === chosen.options[i]))
    : -1
  const marked = marksOf(props, t)
  return (
    <>
      <p className={css['soft']}>{t('deal.chart_help')}</p>
      <Scatters
        answer={answer}
        parties={names}
        marked={marked}
        bands={props.bands}
        selected={place < 0 ? undefined : place}
        onSelect={(point) =>
          props.onChoose({ options: Array.from(answer.points.options[point] ?? []) })
        }
      />
      <ul className={css['legend']}>
        {marked.map((mark) => (
          <li key={mark.name}>
            <span className={css['letter']} data-kind={mark.kind} aria-hidden>
              {mark.kind === 'selected' ? '○' : mark.letter}
            </span>
            {mark.name}
          </li>
        ))}
      </ul>
      <p className={css['soft']}>
        {extentWords(answer, text)} {t('deal.took', { ms: number(Math.round(answer.took_ms)) })}
      </p>
      <PointsTable answer={answer} parties={names} onChoose={props.onChoose} />
    </>
  )
}

function marksOf(
  { deal, answer, chosen }: Parameters<typeof Picture>[0],
  t: ReturnType<typeof useText>['t'],
): Marked[] {
  const named = objectives.flatMap((objective): Marked[] => {
    const found = answer.named[objective]
    if (!found) return []
    const name = objectiveName(objective, t, 'short')
    return [
      { letter: objective.slice(0, 1).toUpperCase(), name, worth: found.worth, kind: 'named' },
    ]
  })
  const table = answer.table
    ? [{ letter: 'T', name: t('deal.on_table'), worth: answer.table.worth, kind: 'table' as const }]
    : []
  const worth = chosen && worthIn(deal, answer, chosen)
  return [
    ...table,
    ...named,
    ...(worth ? [{ letter: '', name: t('deal.selected'), worth, kind: 'selected' as const }] : []),
  ]
}

function worthIn(
  deal: DealCase,
  answer: DealAnswer,
  chosen: Chosen,
): readonly number[] | undefined {
  const same = (options: ArrayLike<number>) => chosen.options.every((o, i) => o === options[i])
  const named = objectives.map((o) => answer.named[o]).find((n) => n && same(n.options))
  if (named) return named.worth
  if (answer.table && same(answer.table.options)) return answer.table.worth
  const place = answer.points.options.findIndex(same)
  if (place >= 0) return deal.parties.map((_, p) => answer.points.worth[p]?.[place] ?? 0)
  return chosen.worth
}

export function extentWords(answer: DealAnswer, text: ReturnType<typeof useText>): string {
  const { t, number } = text
  if (answer.cancelled) return t('deal.partial_list')
  if (answer.epsilon)
    return t('deal.epsilon_list', {
      amounts: answer.epsilon.map((e) => inPoints(text, e)).join(', '),
    })
  return t('deal.complete_list', {
    points: number(answer.points.packages.length),
    combinations: number(Number(answer.combinations)),
  })
}
