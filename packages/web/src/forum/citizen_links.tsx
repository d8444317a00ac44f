// The secretariat's links for citizens of a public dialogue: made in this browser, shown once to be
// printed or saved, and revoked by their numbers. The server never has them.
import { citizenEndpoints, type CitizenBatch } from '@sulh/contract/forum_citizen'
import { limits } from '@sulh/contract/limits'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import {
  Button,
  Choice,
  DataTable,
  Dialog,
  Empty,
  Failure,
  Section,
  Skeleton,
  TextInput,
} from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { call } from '../session/api.ts'
import { useSettings } from '../session/settings.ts'
import { makeLink, numbersIn, type NewLink } from './citizen_link.ts'
import { Slips } from './citizen_slips.tsx'
import css from './dialogue.module.css'
import type { DialogueRead } from './dialogue_data.ts'

export type Made = { readonly label: string; readonly links: readonly NewLink[] }

export function Links({ read }: { readonly read: DialogueRead }): ReactNode {
  const { t, pick, instant, number } = useText()
  const { seat } = useSettings()
  const { id } = read.dialogue
  const [made, setMade] = useState<Made>()
  const [revoking, setRevoking] = useState<CitizenBatch>()
  const { data, error, refetch } = useQuery({
    queryKey: ['forum', seat, 'citizens', id],
    queryFn: () => call(citizenEndpoints.listCitizens, { dialogue_id: id }, seat),
  })
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton lines={4} />
  if (made) return <Slips read={read} made={made} onDone={() => setMade(undefined)} />
  const bloc = (key: string | null) => {
    const found = read.rules.blocs.find((b) => b.key === key)
    return found ? pick(found.name) : t('citizen.no_bloc')
  }
  return (
    <>
      <MakeLinks
        read={read}
        onMade={async (links) => {
          await refetch()
          setMade(links)
        }}
      />
      <Section title={t('citizen.batches')} count={data.batches.length}>
        <DataTable
          label={t('citizen.batches')}
          rows={data.batches}
          rowKey={(b) => b.id}
          empty={<Empty title={t('citizen.no_batches')} />}
          columns={[
            { key: 'label', title: t('citizen.label'), render: (b) => <bdi>{b.label}</bdi> },
            { key: 'bloc', title: t('citizen.bloc'), render: (b) => bloc(b.bloc) },
            {
              key: 'count',
              title: t('citizen.count'),
              render: (b) => number(b.count),
              align: 'end',
            },
            {
              key: 'revoked',
              title: t('citizen.revoked'),
              align: 'end',
              render: (b) => number(b.revoked.length),
            },
            { key: 'at', title: t('citizen.made_at'), render: (b) => instant(b.made_at) },
            {
              key: 'act',
              title: t('citizen.revoke'),
              render: (b) =>
                b.revoked.length < b.count ? (
                  <Button onPress={() => setRevoking(b)}>{t('citizen.revoke_open')}</Button>
                ) : (
                  '–'
                ),
            },
          ]}
        />
      </Section>
      <Dialog
        title={t('citizen.revoke_title', { label: revoking?.label ?? '' })}
        isOpen={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
      >
        {revoking ? (
          <Revoke
            key={revoking.id}
            dialogue_id={id}
            batch={revoking}
            onDone={async () => {
              await refetch()
              setRevoking(undefined)
            }}
          />
        ) : null}
      </Dialog>
    </>
  )
}

function MakeLinks(props: {
  readonly read: DialogueRead
  readonly onMade: (made: Made) => Promise<void>
}): ReactNode {
  const { read, onMade } = props
  const { t, pick } = useText()
  const { session } = useProcess()
  const places = session.compartments.filter(
    (c) => c.may_write && (c.kind === 'mission' || c.kind === 'cell'),
  )
  const [label, setLabel] = useState('')
  const [count, setCount] = useState('50')
  const [bloc, setBloc] = useState('')
  const [place, setPlace] = useState(places[0]?.id ?? '')
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const most = limits.citizen_links_per_batch_count
  const wanted = /^\d{1,4}$/.test(count) ? Number(count) : 0
  const wrong = wanted < 1 || wanted > most
  const send = async () => {
    setAsked(true)
    if (wrong || label.trim() === '') return
    setBusy(true)
    setError(undefined)
    try {
      const links = await Promise.all(Array.from({ length: wanted }, makeLink))
      await call(citizenEndpoints.inviteCitizens, {
        dialogue_id: read.dialogue.id,
        batch_id: crypto.randomUUID(),
        compartment_id: place,
        label: label.trim(),
        ...(bloc === '' ? {} : { bloc }),
        hashes: links.map(({ hash }) => hash),
      })
      await onMade({ label: label.trim(), links })
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Section title={t('citizen.make')}>
      <p className={css['soft']}>{t('citizen.make_help')}</p>
      <form
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <div className={css['pair']}>
          <TextInput
            label={t('citizen.label')}
            help={t('citizen.label_help')}
            value={label}
            onChange={setLabel}
            isRequired
            error={asked && label.trim() === '' ? t('citizen.label_missing') : undefined}
          />
          <TextInput
            label={t('citizen.count')}
            type="number"
            value={count}
            onChange={setCount}
            error={wrong ? t('citizen.count_wrong', { most }) : undefined}
          />
          {read.rules.blocs.length > 0 ? (
            <Choice
              label={t('citizen.bloc')}
              value={bloc}
              onChange={setBloc}
              allowEmpty
              options={read.rules.blocs.map((b) => ({ id: b.key, label: pick(b.name) }))}
            />
          ) : null}
          <Choice
            label={t('citizen.place')}
            help={t('citizen.place_of_links')}
            value={place}
            onChange={setPlace}
            options={places.map((c) => ({ id: c.id, label: pick(c.name) }))}
          />
        </div>
        {error ? <Failure error={error} /> : null}
        <div>
          <Button type="submit" variant="primary" isDisabled={busy || place === ''}>
            {t('citizen.make_act')}
          </Button>
        </div>
      </form>
    </Section>
  )
}

function Revoke(props: {
  readonly dialogue_id: string
  readonly batch: CitizenBatch
  readonly onDone: () => Promise<void>
}): ReactNode {
  const { dialogue_id, batch, onDone } = props
  const { t } = useText()
  const [text, setText] = useState('')
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const numbers = numbersIn(text, batch.count)
  const send = async (given: readonly number[] | undefined) => {
    setAsked(true)
    if (!given) return
    setBusy(true)
    setError(undefined)
    try {
      await call(citizenEndpoints.revokeCitizens, {
        dialogue_id,
        batch_id: batch.id,
        act_id: crypto.randomUUID(),
        numbers: given,
      })
      await onDone()
    } catch (caught) {
      setError(caught)
      setBusy(false)
    }
  }
  const all = Array.from({ length: batch.count }, (_, i) => i + 1)
  return (
    <form
      className={css['form']}
      onSubmit={(event) => {
        event.preventDefault()
        void send(numbers)
      }}
    >
      <p>{t('citizen.revoke_help')}</p>
      <TextInput
        label={t('citizen.numbers')}
        help={t('citizen.numbers_help', { count: batch.count })}
        value={text}
        onChange={setText}
        error={asked && !numbers ? t('citizen.numbers_wrong', { count: batch.count }) : undefined}
      />
      {error ? <Failure error={error} /> : null}
      <div className={css['acts']}>
        <Button type="submit" variant="primary" isDisabled={busy}>
          {t('citizen.revoke_these')}
        </Button>
        <Button isDisabled={busy} onPress={() => void send(all)}>
          {t('citizen.revoke_all', { count: batch.count - batch.revoked.length })}
        </Button>
      </div>
    </form>
  )
}
