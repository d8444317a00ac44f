// A citizen's page: what her link opens. One statement at a time, what was published, and a statement of
// her own; without a seat, a frame or anything else of the process. Her votes are kept in this browser.
import { citizenEndpoints } from '@sulh/contract/forum_citizen'
import { useQuery } from '@tanstack/react-query'
import { Languages } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react'
import { Bi, Button, Failure, Note, Page, Skeleton, Tabs } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { call } from '../session/api.ts'
import { useSettings } from '../session/settings.ts'
import css from './citizen.module.css'
import type { DialogueRead, VoteValue } from './dialogue_data.ts'
import { Opinion } from './dialogue_opinion.tsx'
import { keepVotes, keptVotes, useVoteQueue, type SentVote } from './dialogue_queue.ts'
import { Submit, type Submitting } from './dialogue_submit.tsx'
import { Voting } from './dialogue_vote.tsx'

/** How often new statements and figures are looked for. */
const READ_AGAIN_MS = 120_000
type Figures = Parameters<typeof Opinion>[0]['figures']

export function Citizen({ token }: { readonly token: string }): ReactNode {
  const { t } = useText()
  const { data, error, refetch } = useQuery({
    queryKey: ['citizen', token],
    queryFn: () => call(citizenEndpoints.readCitizen, { token }),
    refetchInterval: READ_AGAIN_MS,
  })
  return (
    <div className={css['sheet']}>
      <Head />
      <main>
        {data ? (
          <Shown token={token} read={data.read} figures={data.opinion.result?.figures} />
        ) : (
          <Page title={t('citizen.title')}>
            {error ? (
              <Failure error={error} retry={() => void refetch()} />
            ) : (
              <Skeleton lines={6} />
            )}
          </Page>
        )}
      </main>
    </div>
  )
}

function Head(): ReactNode {
  const { t } = useText()
  const { lang, set } = useSettings()
  const other = lang === 'en' ? 'ar' : 'en'
  return (
    <header className={css['head']}>
      <span className={css['brand']} lang="ar">
        صلح
      </span>
      <Button onPress={() => set({ lang: other })}>
        <Languages size={18} aria-hidden />
        <b lang={other}>{t('frame.language')}</b>
      </Button>
    </header>
  )
}

function Shown(props: {
  readonly token: string
  readonly read: DialogueRead
  readonly figures: Figures
}): ReactNode {
  const { token, read, figures } = props
  const { t, pick } = useText()
  const { dialogue, part, rules } = read
  const { votes, queue } = useOwn(token, read)
  const bloc = rules.blocs.find(({ key }) => key === part.bloc)
  const submit: Submitting = async (statement) => {
    await call(citizenEndpoints.submitCitizenStatement, { token, ...statement })
  }
  return (
    <Page
      title={pick(dialogue.title)}
      kicker={bloc ? t('citizen.of_bloc', { bloc: pick(bloc.name) }) : t('citizen.kicker')}
      lead={<Bi text={dialogue.question} />}
    >
      {dialogue.status === 'closed' ? <Note>{t('citizen.closed')}</Note> : null}
      <Tabs
        label={pick(dialogue.title)}
        items={[
          {
            id: 'vote',
            label: t('dialogue.tab_vote'),
            content:
              votes === undefined ? (
                <Skeleton lines={4} />
              ) : (
                <Voting
                  read={read}
                  votes={votes}
                  queue={queue}
                  figures={figures}
                  promise="citizen.promise"
                >
                  {part.submits ? (
                    <Submit help="citizen.submit_help" moderates={false} submit={submit} />
                  ) : null}
                </Voting>
              ),
          },
          {
            id: 'map',
            label: t('dialogue.tab_map'),
            content: <Opinion read={read} figures={figures} votes={votes ?? new Map()} />,
          },
        ]}
      />
    </Page>
  )
}

/** What she voted here: what this browser sent, under what still waits. Undefined until it is read. */
function useOwn(token: string, read: DialogueRead) {
  const place = `citizen ${read.part.participant}`
  const [kept, setKept] = useState<ReadonlyMap<string, VoteValue>>()
  useEffect(() => {
    let live = true
    void keptVotes(place).then((votes) => {
      if (live) setKept(votes)
    })
    return () => {
      live = false
    }
  }, [place])
  const post = useCallback(
    async (votes: readonly SentVote[]) => {
      await call(citizenEndpoints.castCitizenVotes, { token, votes })
      await keepVotes(place, votes)
      setKept(await keptVotes(place))
    },
    [token, place],
  )
  const queue = useVoteQueue(place, post)
  const { waiting } = queue
  const votes = useMemo(() => kept && new Map([...kept, ...waiting]), [kept, waiting])
  return { votes, queue }
}
