// The head that the three pages of a text share: its title, whose text it is, who can read it, which
// languages are authentic, and the way from one page to the other.
import { languageLabels } from '@sulh/analysis/text/labels'
import type { ReactNode } from 'react'
import { Link, Mark, Page, Readers, RecordLink } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import { leadOf, valueOf, type State } from '../process/view.ts'
import { editionsFor } from './rights.ts'
import css from './text.module.css'

export type TextPlace = 'text' | 'versions' | 'convergence'

export function TextPage(props: {
  readonly state: State
  readonly place: TextPlace
  readonly actions?: ReactNode
  readonly children: ReactNode
}): ReactNode {
  const { t, pick, lang } = useText()
  const { view, session } = useProcess()
  const { state, place } = props
  const value = valueOf(state, 'instrument', 'description')
  const lead = leadOf(state)
  const editions = editionsFor(session.seat.kind, valueOf(state, 'instrument', 'table'))
  const between = lang === 'ar' ? ' و' : ' and '
  const authentic = (value?.authentic ?? []).map((l) => languageLabels[l][lang]).join(between)
  const pages = [
    ['text', paths.text(state.id)],
    ['versions', paths.redline(state.id)],
    ['convergence', paths.convergence(state.id)],
  ] as const
  return (
    <Page
      title={pick(value?.title)}
      kicker={<Link to={paths.texts()}>{t('text.title')}</Link>}
      lead={pick(value?.summary)}
      actions={props.actions}
    >
      <div className={css['head_facts']}>
        <Readers compartment_id={state.compartment_id} />
        <Mark value={lead?.mark ?? 'none'} />
        <span>
          {t('text.holder')}: <RecordLink state={view.ref(lead, 'holder')} />
        </span>
        {value ? <span>{t(`text.mode_${value.mode}`)}</span> : null}
        {authentic ? <span>{t('text.authentic', { languages: authentic })}</span> : null}
        {value?.show_proponents === false ? <span>{t('text.proponents_hidden')}</span> : null}
      </div>
      <nav className={css['places']} aria-label={t('text.places')}>
        {pages
          // How far a text is from agreement is the mission's own, unless it discloses it.
          .filter(([at]) => at !== 'convergence' || editions !== 'none')
          .map(([at, to]) => (
            <Link key={at} to={to} current={at === place}>
              {t(`text.place_${at}`)}
            </Link>
          ))}
      </nav>
      {props.children}
    </Page>
  )
}
