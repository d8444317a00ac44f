// What a place shows when it has nothing, not yet, or not any more: what it is for, what is coming,
// what to do. No spinners and no apologies.
import type { ReactNode } from 'react'
import { useText } from '../messages/index.ts'
import { ProblemError, refusalIn } from '../session/api.ts'
import { Button } from './button.tsx'
import css from './page.module.css'

export function Empty(props: {
  readonly title: ReactNode
  readonly children?: ReactNode
}): ReactNode {
  return (
    <div className={css['empty']}>
      <p className={css['empty_title']}>{props.title}</p>
      {props.children}
    </div>
  )
}

export function Skeleton({ lines = 4 }: { readonly lines?: number }): ReactNode {
  const { t } = useText()
  return (
    <div className={css['skeleton']} role="status">
      <i className={css['hidden']}>{t('frame.loading')}</i>
      {Array.from({ length: lines }, (_, i) => (
        <span key={i} aria-hidden />
      ))}
    </div>
  )
}

/** The server's own words on why not, with what to do at each field. */
export function Failure(props: {
  readonly error: unknown
  readonly retry?: () => void
}): ReactNode {
  const { error, retry } = props
  const { t, lang } = useText()
  const problem = error instanceof ProblemError ? error.details : undefined
  const said = problem && refusalIn(problem, lang)
  return (
    <div className={css['note']} data-tone="warning" role="alert">
      <p>
        <strong>{problem?.code === 'no-seat' ? t('frame.no_seat') : t('frame.failed')}</strong>
      </p>
      {problem?.code === 'no-seat' ? <p>{t('frame.no_seat_help')}</p> : null}
      {said ? <p>{said.detail}</p> : null}
      {said === undefined && error instanceof Error ? (
        <p lang="en" dir="ltr">
          {error.message}
        </p>
      ) : null}
      {said && said.errors.length > 0 ? (
        <ul className={css['failure_list']}>
          {said.errors.map((e) => (
            <li key={`${e.field} ${e.expected}`}>
              <code dir="ltr">{e.field}</code>: {e.expected}. {e.action}
            </li>
          ))}
        </ul>
      ) : null}
      {retry && problem?.code !== 'no-seat' ? (
        <Button onPress={retry}>{t('frame.retry')}</Button>
      ) : null}
    </div>
  )
}

export function Note(props: {
  readonly tone?: 'plain' | 'warning'
  readonly children: ReactNode
}): ReactNode {
  return (
    <div className={css['note']} data-tone={props.tone ?? 'plain'}>
      {props.children}
    </div>
  )
}
