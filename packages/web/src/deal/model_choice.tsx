// Which of the seat's negotiation models a screen of the deal room shows. The choice stands behind the
// `#` of the address, so that it holds from screen to screen and a copied address shows the same one.
import { useEffect, type ReactNode } from 'react'
import { navigate, useLocationProperty } from 'wouter/use-browser-location'
import { Empty, Link, Page } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import type { State } from '../process/view.ts'
import { dealModels } from './case.ts'
import css from './deal.module.css'

const inAddress = () => location.hash.slice(1)

export function useModel(): State | undefined {
  const id = useLocationProperty(inAddress)
  const models = dealModels(useProcess().view)
  return models.find((m) => m.id === id) ?? models[0]
}

export function chooseModel(id: string): void {
  navigate(`${location.pathname}${location.search}#${id}`, { replace: true })
}

/** Nothing to choose where there is but one. */
export function ModelChoice({ model }: { readonly model: State }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const models = dealModels(view)
  if (models.length < 2) return null
  return (
    <div className={css['model_choice']}>
      <span aria-hidden>{t('deal.model')}</span>
      <select
        className={css['select']}
        aria-label={t('deal.model')}
        value={model.id}
        onChange={(event) => chooseModel(event.target.value)}
      >
        {models.map((m) => (
          <option key={m.id} value={m.id}>
            {pick(view.title(m))}
          </option>
        ))}
      </select>
    </div>
  )
}

/** The ways between the screens of one model; `here` is the one that is shown. */
export function DealWays(props: {
  readonly model: State
  readonly here: 'room' | 'model' | 'estimates' | 'brief'
}): ReactNode {
  const { t } = useText()
  const { id } = props.model
  // A link with a `#` leaves the page where it was scrolled to.
  // In braces: where scrolling answers a promise, an effect must not answer it as its end.
  useEffect(() => {
    scrollTo(0, 0)
  }, [])
  const all = [
    { key: 'room', to: paths.deal(id), words: t('deal.title') },
    { key: 'model', to: paths.dealModel(id), words: t('deal.model_title') },
    { key: 'estimates', to: paths.dealEstimates(id), words: t('deal.estimates') },
    { key: 'brief', to: paths.dealBrief(id), words: t('deal.brief') },
  ] as const
  return (
    <nav className={css['ways']} aria-label={t('deal.ways')}>
      {all.map(({ key, to, words }) => (
        <Link key={key} to={to} current={key === props.here}>
          {words}
        </Link>
      ))}
    </nav>
  )
}

/** What stands instead of a screen where the seat reads no model. */
export function NoModel({ title }: { readonly title: string }): ReactNode {
  const { t } = useText()
  return (
    <Page title={title}>
      <Empty title={t('deal.none')}>
        <p>{t('deal.none_help')}</p>
      </Empty>
    </Page>
  )
}
