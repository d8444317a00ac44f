// Why a model cannot be solved, in the viewer's language: the library's sentence, and where links are
// to blame, each of them in words with the way to change it.
import { faultSentence } from '@sulh/analysis/deal/fault_sentences'
import type { ReactNode } from 'react'
import { Link, Note } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import type { DealCase, DealLink } from './case.ts'
import css from './deal.module.css'
import { linkWords } from './link_words.ts'
import type { Failure } from './solve_worker.ts'

/** Links as the library counts them: those that forbid something, in their order (problem.ts). */
function blamed(deal: DealCase, failure: Failure): readonly DealLink[] {
  if (!('fault' in failure) || !('links' in failure.fault)) return []
  const hard = deal.links.filter((link) => link.class !== 'bonus')
  return failure.fault.links.flatMap((name) => hard[Number(/\d+/.exec(name)?.[0]) - 1] ?? [])
}

export function FailureWords(props: {
  readonly deal: DealCase
  readonly failure: Failure
}): ReactNode {
  const { deal, failure } = props
  const text = useText()
  const { t, lang } = text
  const links = blamed(deal, failure)
  const code = 'fault' in failure ? failure.fault.code : undefined
  return (
    <Note tone="warning">
      <div role="alert">
        <strong>{t('deal.failed')}</strong>{' '}
        {links.length === 0
          ? 'fault' in failure
            ? faultSentence(failure.fault, lang)
            : failure.message
          : t(code === 'links-cycle' ? 'deal.links_cycle' : 'deal.links_contradict')}
        {links.length > 0 ? (
          <ul className={css['list']}>
            {links.map((link) => (
              <li key={link.id}>{linkWords(deal, link, text)}</li>
            ))}
          </ul>
        ) : null}{' '}
        <Link to={paths.dealModel(deal.model.id)}>{t('deal.change_model')}</Link>
      </div>
    </Note>
  )
}
