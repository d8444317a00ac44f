// The secretariat's screen: statements that wait, each accepted in both languages, rejected with a
// reason or merged as a duplicate; and those that were judged, which can be judged anew.
import { dialogueEndpoints, type StatementShown } from '@sulh/contract/forum_dialogue'
import { moderationReasons, type ModerationReason } from '@sulh/contract/forum_dialogue_kinds'
import { useState, type ReactNode } from 'react'
import {
  Button,
  Choice,
  DataTable,
  Dialog,
  Empty,
  Failure,
  Section,
  TextInput,
} from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { call } from '../session/api.ts'
import css from './dialogue.module.css'
import { acceptedOf, useForumRefresh, wordsOf, type DialogueRead } from './dialogue_data.ts'
import { Judged } from './dialogue_submit.tsx'
import { Words } from './dialogue_vote.tsx'

type Decision = 'accepted' | 'rejected' | 'merged'

export function Moderation({ read }: { readonly read: DialogueRead }): ReactNode {
  const { t } = useText()
  const [judging, setJudging] = useState<{ id: string; decision: Decision }>()
  const waiting = read.statements.filter((s) => s.status === 'pending')
  const judged = read.statements.filter((s) => s.status !== 'pending' && s.copy_id === null)
  const chosen = read.statements.find(({ id }) => id === judging?.id)
  const acts = (statement: StatementShown, decisions: readonly Decision[]) => (
    <div className={css['acts']}>
      {decisions.map((decision) => (
        <Button key={decision} onPress={() => setJudging({ id: statement.id, decision })}>
          {t(`dialogue.act_${decision}`)}
        </Button>
      ))}
    </div>
  )
  return (
    <>
      <Section title={t('dialogue.waiting_statements')} count={waiting.length}>
        <DataTable
          label={t('dialogue.waiting_statements')}
          rows={waiting}
          rowKey={({ id }) => id}
          empty={<Empty title={t('dialogue.none_waiting')} />}
          columns={[
            { key: 's', title: t('dialogue.statement'), render: (s) => <Words statement={s} /> },
            {
              key: 'a',
              title: t('dialogue.judge'),
              render: (s) => acts(s, ['accepted', 'rejected', 'merged']),
            },
          ]}
        />
      </Section>
      <Section title={t('dialogue.judged_statements')} count={judged.length}>
        <p className={css['soft']}>{t('dialogue.out_help')}</p>
        <DataTable
          label={t('dialogue.judged_statements')}
          rows={judged.slice(0, MOST_SHOWN)}
          rowKey={({ id }) => id}
          empty={<Empty title={t('dialogue.no_statements')} />}
          columns={[
            { key: 's', title: t('dialogue.statement'), render: (s) => <Words statement={s} /> },
            {
              key: 'x',
              title: t('dialogue.status'),
              render: (s) => <Judged read={read} statement={s} />,
            },
            {
              key: 'a',
              title: t('dialogue.judge'),
              render: (s) =>
                acts(s, s.status === 'accepted' ? ['rejected', 'merged'] : ['accepted']),
            },
          ]}
        />
        {judged.length > MOST_SHOWN ? (
          <p className={css['soft']}>
            {t('dialogue.more_judged', { count: judged.length - MOST_SHOWN })}
          </p>
        ) : null}
      </Section>
      {chosen && judging ? (
        <Judge
          key={`${judging.id} ${judging.decision}`}
          read={read}
          statement={chosen}
          decision={judging.decision}
          onClose={() => setJudging(undefined)}
        />
      ) : null}
    </>
  )
}
const MOST_SHOWN = 200

function Judge(props: {
  readonly read: DialogueRead
  readonly statement: StatementShown
  readonly decision: Decision
  readonly onClose: () => void
}): ReactNode {
  const { read, statement, decision, onClose } = props
  const { t, lang } = useText()
  const refresh = useForumRefresh()
  const [ids] = useState(() => ({ act_id: crypto.randomUUID(), copy_id: crypto.randomUUID() }))
  const { wording } = statement
  const [en, setEn] = useState(wording.en ?? '')
  const [ar, setAr] = useState(wording.ar ?? '')
  const [reason, setReason] = useState('')
  const [note, setNote] = useState('')
  const [into, setInto] = useState('')
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const apart = statement.compartment_id !== read.dialogue.compartment_id
  const words = decision === 'accepted' && wording.original === undefined
  const send = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await call(dialogueEndpoints.moderateStatement, {
        dialogue_id: read.dialogue.id,
        statement_id: statement.id,
        act_id: ids.act_id,
        decision,
        ...(words && en.trim() ? { en: en.trim() } : {}),
        ...(words && ar.trim() ? { ar: ar.trim() } : {}),
        ...(words && apart ? { copy_id: ids.copy_id } : {}),
        ...(decision === 'rejected' && reason ? { reason: reason as ModerationReason } : {}),
        ...(decision === 'merged' && into ? { into_id: into } : {}),
        ...(note.trim() ? { note: note.trim() } : {}),
      })
      await refresh()
      onClose()
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog title={t(`dialogue.act_${decision}`)} isOpen onClose={onClose}>
      <form
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <blockquote className={css['quoted']}>
          <Words statement={statement} />
        </blockquote>
        {words ? (
          <>
            <p className={css['soft']}>
              {t(apart ? 'dialogue.accept_copy' : 'dialogue.accept_both')}
            </p>
            <TextInput
              label={t('dialogue.in_english')}
              lang="en"
              value={en}
              onChange={setEn}
              isRequired
            />
            <TextInput
              label={t('dialogue.in_arabic')}
              lang="ar"
              value={ar}
              onChange={setAr}
              isRequired
            />
          </>
        ) : null}
        {decision === 'rejected' ? (
          <Choice
            label={t('dialogue.reason')}
            value={reason}
            onChange={setReason}
            isRequired
            options={moderationReasons.map((r) => ({ id: r, label: t(`dialogue.reason_${r}`) }))}
          />
        ) : null}
        {decision === 'merged' ? (
          <>
            <p className={css['soft']}>{t('dialogue.merge_help')}</p>
            <Choice
              label={t('dialogue.into')}
              value={into}
              onChange={setInto}
              isRequired
              options={acceptedOf(read)
                .filter(({ id }) => id !== statement.id)
                .map((s) => ({ id: s.id, label: wordsOf(s, lang).text }))}
            />
          </>
        ) : null}
        {decision === 'accepted' ? null : (
          <TextInput label={t('dialogue.note')} long value={note} onChange={setNote} />
        )}
        {error ? <Failure error={error} /> : null}
        <div className={css['acts']}>
          <Button type="submit" variant="primary" isDisabled={busy}>
            {t(`dialogue.act_${decision}`)}
          </Button>
          <Button variant="plain" onPress={onClose}>
            {t('forms.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
