// Records as they are named on screens: a title that leads to its page or its inspector, the
// sources of a fact as chips, and who can read a record.
import type { Fact } from '@sulh/contract/process'
import { Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components'
import { useText, word } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import type { State } from '../process/view.ts'
import { Bi } from './bi.tsx'
import { useInspector } from './inspector_state.ts'
import { Link } from './link.tsx'
import css from './record.module.css'

const pages: Readonly<Record<string, ((id: string) => string) | undefined>> = {
  track: paths.track,
  round: paths.round,
  issue: paths.issue,
  actor: paths.actor,
  person: paths.actor,
  dialogue: paths.dialogue,
}
/** The address of the record's own page, or undefined where the inspector is its page. */
export function pageOf(state: State): string | undefined {
  return pages[state.kind]?.(state.id)
}

export function OpenRecord(props: {
  readonly id: string
  readonly children: ReactNode
}): ReactNode {
  const { open } = useInspector()
  return (
    <Button className={css['open'] ?? ''} onPress={() => open(props.id)}>
      {props.children}
    </Button>
  )
}

export function RecordLink({ state }: { readonly state: State | undefined }): ReactNode {
  const { view } = useProcess()
  if (!state) return null
  const title = <Bi text={view.title(state)} />
  const page = pageOf(state)
  return page ? <Link to={page}>{title}</Link> : <OpenRecord id={state.id}>{title}</OpenRecord>
}

/** A fact's sources by their codes; each opens what and where the source is. */
export function Sources({ fact }: { readonly fact: Fact | undefined }): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const sources = view.refs(fact, 'source')
  if (sources.length === 0) return null
  return (
    <span className={css['sources']}>
      {sources.map((source) => {
        const { code, title, address } = view.value(source) as {
          code?: string
          title?: string
          address?: string
        }
        return (
          <DialogTrigger key={source.id}>
            <Button
              className={css['source'] ?? ''}
              aria-label={`${t('words.kind_source')} ${code}`}
            >
              <bdi>{code}</bdi>
            </Button>
            <Popover className={css['popover'] ?? ''}>
              <Dialog className={css['dialog'] ?? ''}>
                <Heading slot="title" level={3}>
                  {t('words.kind_source')} <bdi>{code}</bdi>
                </Heading>
                <p dir="auto">{title}</p>
                {address ? (
                  <p lang="en" dir="ltr">
                    {address}
                  </p>
                ) : null}
              </Dialog>
            </Popover>
          </DialogTrigger>
        )
      })}
    </span>
  )
}

/** "Who can read this", at one glance: the compartment; pressed, its readers by title. */
export function Readers({ compartment_id }: { readonly compartment_id: string }): ReactNode {
  const { t, pick, number } = useText()
  const { session } = useProcess()
  const compartment = session.compartments.find((c) => c.id === compartment_id)
  if (!compartment) return null
  const name = pick(compartment.name)
  return (
    <DialogTrigger>
      <Button className={css['readers'] ?? ''} aria-label={`${t('frame.who_reads')}: ${name}`}>
        <Users size={13} aria-hidden />
        <bdi>{name}</bdi>
        <span className={css['readers_count']}>{number(compartment.readers.length)}</span>
      </Button>
      <Popover className={css['popover'] ?? ''}>
        <Dialog className={css['dialog'] ?? ''}>
          <Heading slot="title" level={3}>
            {t('frame.who_reads')}
          </Heading>
          <p>
            {name} · {t(word('compartment_kind', compartment.kind))}
          </p>
          <ul>
            {compartment.readers.map((reader) => (
              <li key={reader.id}>
                <bdi>{pick(reader.title)}</bdi>
                <span>{t(word('seat_kind', reader.kind))}</span>
              </li>
            ))}
          </ul>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
