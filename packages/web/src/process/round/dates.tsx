// The dates of a round as planned or as held: every account, two where sources differ.
import { Fragment, type ReactNode } from 'react'
import { OpenRecord } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import layout from '../records/layout.module.css'
import { Basis } from '../records/pieces.tsx'
import type { Period, State } from '../view.ts'

export function Dates({ state, facet }: { state: State; facet: 'planned' | 'actual' }): ReactNode {
  const { t, span } = useText()
  const dates = state.facets[facet]
  if (!dates) {
    const words = facet === 'planned' ? t('round.not_planned') : t('round.not_held')
    return <span className={layout['soft']}>{words}</span>
  }
  const all = [dates.lead, ...dates.others]
  return (
    <>
      {all.map((fact, i) => (
        <Fragment key={fact.id}>
          {i > 0 ? <br /> : null}
          <OpenRecord id={state.id}>{span(fact.value['when'] as Period)}</OpenRecord>{' '}
          <Basis fact={fact} />
        </Fragment>
      ))}
      {all.length > 1 ? <div className={layout['soft']}>{t('round.accounts_differ')}</div> : null}
    </>
  )
}
