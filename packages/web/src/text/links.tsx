// Ways into the negotiating texts from elsewhere: the texts before the parties on the overview, and on
// an issue the texts that concern it. Small on purpose: the text itself is loaded by its own screen.
import type { ReactNode } from 'react'
import { Bi, Link, Section } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import { leadOf, type State } from '../process/view.ts'
import css from '../process/records/layout.module.css'

function LastVersion({ of }: { readonly of: State }): ReactNode {
  const { t, day } = useText()
  const { view } = useProcess()
  const dates = view
    .back(of.id, 'version', 'instrument')
    .map((v) => String(view.value(v)['as_of'] ?? ''))
    .toSorted()
  const last = dates.at(-1)
  return (
    <Link to={paths.redline(of.id)}>
      {last
        ? t('text.last_frozen', { count: dates.length, day: day(last) })
        : t('text.no_version_yet')}
    </Link>
  )
}

function List({ texts }: { readonly texts: readonly State[] }): ReactNode {
  const { view } = useProcess()
  return (
    <ul className={css['list']}>
      {texts.map((one) => (
        <li key={one.id}>
          <Link to={paths.text(one.id)}>
            <Bi text={view.title(one)} />
          </Link>
          <div className={css['soft']}>
            <LastVersion of={one} />
          </div>
        </li>
      ))}
    </ul>
  )
}

/** Nothing where this seat knows of no text as of the day. */
export function TextsInHand(): ReactNode {
  const { t } = useText()
  const texts = useProcess().view.of('instrument')
  if (texts.length === 0) return null
  return (
    <Section title={t('text.on_overview')} count={texts.length}>
      <List texts={texts} />
    </Section>
  )
}

export function TextsOfIssue({ issue }: { readonly issue: State }): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const track = view.ref(leadOf(issue), 'track')?.id
  const texts = view
    .of('instrument')
    .filter(
      (one) =>
        view.refs(leadOf(one), 'concerns').some((s) => s.id === issue.id) ||
        (track !== undefined && view.ref(leadOf(one), 'track')?.id === track),
    )
  if (texts.length === 0) return null
  return (
    <Section title={t('text.issue_texts')} count={texts.length}>
      <List texts={texts} />
    </Section>
  )
}
