// The brief: two pages to print, from the text on the table to a bridging package with its reasons,
// what changes in the text, how far it can be trusted and what it rests on. It shows the package that
// was recorded last, else the Nash package.
import { useMemo, useState, type ReactNode } from 'react'
import { Button, Mark, Page, Readers, Skeleton } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { leadOf, type State } from '../process/view.ts'
import {
  amountsOf,
  Basis,
  Gains,
  Reasons,
  Settled,
  TrustWords,
  type BriefOf,
} from './brief_parts.tsx'
import { dealCase } from './case.ts'
import css from './deal.module.css'
import { useDeep } from './deep_solver.ts'
import { FailureWords } from './failure_words.tsx'
import { DealWays, ModelChoice, NoModel, useModel } from './model_choice.tsx'
import { objectiveName, type Chosen } from './named_list.tsx'
import { noTrials, problemOf, questionOf, recordedOptions } from './problem.ts'
import { objectives } from './solve.ts'
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

function Brief(props: BriefOf): ReactNode {
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
