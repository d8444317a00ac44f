// The head of a text: anyone who reads the text reads what held since when and why; who holds the pen
// changes title, mode, holder, authentic languages and whether proponents are shown.
import { languageLabels } from '@sulh/analysis/text/labels'
import type { Fact } from '@sulh/contract/process'
import { useState, type ReactNode } from 'react'
import {
  BothInput,
  Button,
  Dialog,
  given,
  isHalf,
  Note,
  noWords,
  type Both,
} from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { today, useProcess } from '../process/data.ts'
import type { State } from '../process/view.ts'
import { useSends } from './acting.ts'
import { useInstrument } from './data.ts'
import {
  HolderField,
  ModeField,
  NameFields,
  ShownFields,
  type Head,
  type Language,
} from './head_fields.tsx'
import css from './panel.module.css'
import { TextForm } from './text_form.tsx'

type Kept = Head & { readonly reason?: Both }

export function HeadButton({ state }: { readonly state: State }): ReactNode {
  const { t } = useText()
  const { day, records } = useProcess()
  const [isOpen, setOpen] = useState(false)
  const { instrument } = useInstrument(state.id)
  const mayChange = instrument?.part.holder ?? false
  // Acts are done today, so the head in force now is the one to change, whatever the cursor says.
  const heads =
    records.get(state.id)?.facts.filter((f) => f.facet === 'description' && f.act !== 'withdraw') ??
    []
  const now = heads.at(-1)
  if (!now || (!mayChange && heads.length < 2)) return null
  const close = () => setOpen(false)
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('newtext.head')}</Button>
      <Dialog title={t('newtext.head')} isOpen={isOpen} onClose={close}>
        {mayChange && day < today() ? <Note>{t('newtext.head_not_today')}</Note> : null}
        {mayChange && day >= today() ? (
          <HeadForm key={now.id} state={state} now={now} onDone={close} />
        ) : null}
        <Before heads={heads.filter((f) => f.known_from.slice(0, 10) <= day)} />
      </Dialog>
    </>
  )
}

function Before({ heads }: { readonly heads: readonly Fact[] }): ReactNode {
  const { t, pick, day, lang } = useText()
  const { view } = useProcess()
  const holderOf = (fact: Fact) =>
    view.get(fact.references.find((r) => r.path === 'holder')?.id ?? '')
  return (
    <section aria-label={t('newtext.head_before')}>
      <h3>{t('newtext.head_before')}</h3>
      <ol>
        {heads.toReversed().map((fact) => {
          const head = fact.value as Kept
          return (
            <li key={fact.id}>
              <strong>{day(fact.known_from)}</strong>:{' '}
              {head.reason ? pick(head.reason) : t('newtext.head_first')}
              <br />
              {[
                pick(head.title),
                t(`text.mode_${head.mode}`),
                `${t('text.holder')}: ${pick(view.title(holderOf(fact)))}`,
                t('text.authentic', {
                  languages: languagesIn(head.authentic, lang),
                }),
                ...(head.show_proponents ? [] : [t('text.proponents_hidden')]),
              ].join(' · ')}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function languagesIn(authentic: readonly Language[], lang: Language): string {
  return authentic.map((l) => languageLabels[l][lang]).join(lang === 'ar' ? ' و' : ' and ')
}

function HeadForm(props: {
  readonly state: State
  readonly now: Fact
  readonly onDone: () => void
}): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const { state, now, onDone } = props
  const { instrument } = useInstrument(state.id)
  const acting = useSends(state.id, async () => instrument?.refresh())
  const [head, setHead] = useState(now.value as Kept)
  const [reason, setReason] = useState(noWords)
  const [holder, setHolder] = useState(now.references.find((r) => r.path === 'holder')?.id ?? '')
  const [asked, setAsked] = useState(false)
  const submit = async () => {
    setAsked(true)
    const [title, summary, why] = [given(head.title), given(head.summary), given(reason)]
    const half = isHalf(head.title) || isHalf(head.summary) || isHalf(reason)
    const by = view.get(holder)
    if (!title || !summary || !why || half || !by || head.authentic.length === 0) return
    const input = {
      base: now.id,
      description: { ...head, title, summary, reason: why },
      holder: { compartment_id: by.compartment_id, id: by.id },
      channel: 'in_writing',
    }
    if (await acting.send('changeHead', input)) onDone()
  }
  const fields = {
    head,
    asked,
    onChange: (patch: Partial<Head>) => setHead((old) => ({ ...old, ...patch })),
  }
  return (
    <TextForm
      title={t('newtext.head_change')}
      submit={t('newtext.head_submit')}
      acting={acting}
      onSubmit={submit}
      onCancel={onDone}
    >
      <Note>{t('newtext.head_help')}</Note>
      <NameFields {...fields} />
      <HolderField value={holder} onChange={setHolder} />
      <ModeField {...fields} />
      <div className={css['fields']}>
        <ShownFields {...fields} />
      </div>
      <BothInput
        label={t('newtext.head_reason')}
        value={reason}
        onChange={setReason}
        isRequired
        asked={asked}
      />
    </TextForm>
  )
}
