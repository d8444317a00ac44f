// One model in the deal room: the answer beside its picture, the sliders, trades, the package in hand
// and what becomes of it. The parts are remembered, so that a moving slider draws anew only what it
// changes; everything is worked out in workers from the estimates that the seat reads.
import { memo, useMemo, useState, type ReactNode } from 'react'
import { Button, Empty, Link, Mark, Note, Section, Skeleton } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import { leadOf, type State } from '../process/view.ts'
import { dealCase, type DealCase } from './case.ts'
import css from './deal.module.css'
import { useDeep } from './deep_solver.ts'
import { FailureWords } from './failure_words.tsx'
import { LinksView } from './links_view.tsx'
import { NamedList, objectiveName, type Chosen } from './named_list.tsx'
import { PackagePanel } from './package_panel.tsx'
import { Picture } from './picture.tsx'
import { noTrials, problemOf, questionOf, type Trials } from './problem.ts'
import { Propose } from './propose.tsx'
import { Sliders } from './sliders.tsx'
import type { DealAnswer } from './solve.ts'
import { useSolver, type Solving } from './solver.ts'
import { TextOfPackage } from './text_of_package.tsx'
import { Trades, Trust } from './trades_view.tsx'

/** What stands at first: the Nash package, else the egalitarian one, else the text on the table. */
function firstChoice(answer: DealAnswer | undefined): Chosen | undefined {
  if (!answer) return undefined
  for (const objective of ['nash', 'egalitarian'] as const) {
    const found = answer.named[objective]
    if (found) return { options: found.options, objective }
  }
  return answer.table ? { options: answer.table.options, objective: 'table' } : undefined
}

export function Room({ model }: { readonly model: State }): ReactNode {
  const { view } = useProcess()
  const { lang, t } = useText()
  const deal = useMemo(() => dealCase(view, model), [view, model])
  const [trials, setTrials] = useState<Trials>(noTrials)
  const [own, setOwn] = useState<Chosen>()
  const problem = useMemo(
    () => (deal.points.length > 0 ? problemOf(deal, lang, trials) : undefined),
    [deal, lang, trials],
  )
  const solving = useSolver(problem)
  const { answer } = solving
  const chosen = useMemo(() => current(own, answer), [own, answer])
  // The package by its content: a new answer may name the same one.
  const key = chosen?.options.join()
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- options stand in as their text
  const options = useMemo(() => chosen?.options, [key])
  const question = useMemo(
    () =>
      solving.problem && !solving.busy
        ? questionOf(deal, view, { problem: solving.problem, trials, chosen: options })
        : undefined,
    [solving.problem, solving.busy, deal, view, trials, options],
  )
  const deep = useDeep(question)
  return (
    <>
      <Standing deal={deal} />
      <Status deal={deal} solving={solving} />
      {solving.busy && !answer ? <Skeleton lines={8} /> : null}
      {answer && answer.points.count > 0 ? (
        <>
          <div className={css['top']}>
            <div className={css['beside']}>
              <Section title={t('deal.chart')}>
                <Picture
                  {...{ deal, answer, chosen }}
                  bands={deep.answer.trust?.bands}
                  onChoose={setOwn}
                />
              </Section>
            </div>
            <div>
              <Section title={t('deal.zone')}>
                <Zone answer={answer} />
              </Section>
              <Section title={t('deal.named')}>
                <NamedList {...{ deal, answer, chosen }} onChoose={setOwn} />
              </Section>
              <Section title={t('deal.sliders')}>
                <Sliders deal={deal} trials={trials} onChange={setTrials} />
              </Section>
            </div>
          </div>
          <Below>
            <Section title={t('deal.trades')}>
              <Trades deep={deep} onChoose={setOwn} />
            </Section>
          </Below>
          {chosen && solving.problem ? (
            <Below>
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
            </Below>
          ) : null}
          <Below>
            <Section title={t('deal.robustness')}>
              <Trust deep={deep} deal={deal} />
            </Section>
          </Below>
          <Below>
            <Section title={t('deal.links')} count={deal.links.length}>
              <LinksView deal={deal} options={options} />
              <p>
                <Link to={paths.dealModel(model.id)}>{t('deal.change_links')}</Link>
              </p>
            </Section>
          </Below>
          {options ? (
            <Below>
              <Section title={t('deal.to_text')}>
                <TextOfPackage deal={deal} options={options} />
              </Section>
            </Below>
          ) : null}
        </>
      ) : null}
    </>
  )
}

/** A part below the picture: the browser lays it out once it comes near the window. */
function Below({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className={css['below']}>{children}</div>
}

/** What has to be known of the model before its figures are read. */
const Standing = memo(function Standing({ deal }: { readonly deal: DealCase }): ReactNode {
  const { t, number } = useText()
  const { id } = deal.model
  return (
    <>
      {leadOf(deal.model)?.mark === 'illustration' ? (
        <Note>
          <Mark value="illustration" /> {t('deal.example')}
        </Note>
      ) : null}
      {deal.points.length === 0 ? (
        <Empty title={t('deal.no_points')}>
          <p>
            {t('deal.no_points_help')} <Link to={paths.dealModel(id)}>{t('deal.model_title')}</Link>
          </p>
        </Empty>
      ) : deal.missing.length > 0 ? (
        <Note tone="warning">
          {t('deal.incomplete', { count: number(deal.missing.length) })}{' '}
          <Link to={paths.dealEstimates(id)}>{t('deal.estimates')}</Link>
        </Note>
      ) : null}
    </>
  )
})

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

function Status(props: { readonly deal: DealCase; readonly solving: Solving }): ReactNode {
  const { t, number } = useText()
  const { solving } = props
  if (solving.failed !== undefined)
    return <FailureWords deal={props.deal} failure={solving.failed} />
  if (solving.stopped)
    return (
      <Note tone="warning">
        {t('deal.stopped')} <Button onPress={solving.again}>{t('deal.again')}</Button>
      </Note>
    )
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

const Zone = memo(function Zone({ answer }: { readonly answer: DealAnswer }): ReactNode {
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
})
