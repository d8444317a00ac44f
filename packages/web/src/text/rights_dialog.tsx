// Who may do what in a text: anyone who reads the text reads its table, and who holds the pen changes it.
import { useState, type ReactNode } from 'react'
import { Button, Dialog, Note } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { today, useProcess } from '../process/data.ts'
import { leadOf, type State } from '../process/view.ts'
import { useSends } from './acting.ts'
import { useInstrument } from './data.ts'
import { RightsFields, type Named } from './rights_fields.tsx'
import type { Rights } from './rights.ts'
import { TextForm } from './text_form.tsx'

export function RightsButton({ state }: { readonly state: State }): ReactNode {
  const { t } = useText()
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  const { instrument } = useInstrument(state.id)
  const { records } = useProcess()
  // Acts are done today, so the table in force now is the one to change, whatever the cursor says.
  const table = records
    .get(state.id)
    ?.facts.findLast((f) => f.facet === 'table' && f.act !== 'withdraw')
  if (!table) return null
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('rights.title')}</Button>
      <Dialog title={t('rights.title')} isOpen={isOpen} onClose={close}>
        <RightsOf
          key={table.id}
          state={state}
          rights={table.value as Rights}
          mayChange={instrument?.part.holder ?? false}
          onDone={close}
        />
      </Dialog>
    </>
  )
}

function useNames(state: State): {
  readonly seats: readonly Named[]
  readonly parties: readonly Named[]
} {
  const { pick } = useText()
  const { view, session } = useProcess()
  const readers = session.compartments.find((c) => c.id === state.compartment_id)?.readers ?? []
  return {
    seats: readers.map((r) => ({ id: r.id, name: pick(r.title) })),
    parties: view.refs(leadOf(state), 'parties').map((p) => {
      const short = view.value(p)['short_name'] as { en: string; ar: string } | undefined
      return { id: p.id, name: pick(short ?? view.title(p)) }
    }),
  }
}

function RightsOf(props: {
  readonly state: State
  readonly rights: Rights
  readonly mayChange: boolean
  readonly onDone: () => void
}): ReactNode {
  const { t } = useText()
  const { day } = useProcess()
  const { state, rights, mayChange, onDone } = props
  const { seats, parties } = useNames(state)
  const [value, setValue] = useState(rights)
  const { instrument } = useInstrument(state.id)
  const acting = useSends(state.id, async () => instrument?.refresh())
  // A table for seats that this one does not know is read as it stands.
  const known = new Set(seats.map((s) => s.id))
  const hidden = rights.holders.concat(rights.speakers.map((s) => s.seat))
  const others = new Set(hidden.filter((s) => !known.has(s))).size
  if (!mayChange || day < today())
    return (
      <>
        <RightsFields value={rights} seats={seats} parties={parties} />
        {others > 0 ? <Note>{t('rights.others', { count: others })}</Note> : null}
        {mayChange ? <Note>{t('rights.not_today')}</Note> : null}
      </>
    )
  const submit = async () => {
    if (await acting.send('changeTable', { table: value, channel: 'in_writing' })) onDone()
  }
  return (
    <TextForm
      title={t('rights.change')}
      submit={t('rights.submit')}
      acting={acting}
      isDisabled={JSON.stringify(value) === JSON.stringify(rights)}
      onSubmit={submit}
      onCancel={onDone}
    >
      <Note>{t('rights.help')}</Note>
      <RightsFields
        value={value}
        onChange={setValue}
        seats={seats}
        parties={parties}
        faults={acting.refusal?.faults}
      />
    </TextForm>
  )
}
