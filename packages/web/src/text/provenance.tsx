// Whose word an act is, by which channel it came and how firm it is. The mission types for who never
// logs in, so every act asks for it; a delegation that acts for itself can leave it folded.
import { channels, confirmations } from '@sulh/contract/facts'
import { titleText } from '@sulh/analysis/text/labels'
import { useState, type ReactNode } from 'react'
import { Choice, DayInput } from '../design/index.ts'
import { useText, word } from '../messages/index.ts'
import { today, useProcess } from '../process/data.ts'
import { instantOf } from '../process/forms/fact_form.ts'
import { leadOf } from '../process/view.ts'
import { useOpenText } from './open_text.ts'
import css from './panel.module.css'

export type Provenance = {
  readonly said_by: string
  readonly channel: string
  readonly confirmation: string
  readonly day: string
  set(patch: Partial<Pick<Provenance, 'said_by' | 'channel' | 'confirmation' | 'day'>>): void
  /** As the act carries it. */
  input(): Record<string, unknown>
}

export function useProvenance(): Provenance {
  const { view } = useProcess()
  const { instrument } = useOpenText()
  const own = instrument.part.holder ? '' : (instrument.part.speaks_for[0] ?? '')
  const [state, setState] = useState({
    said_by: own,
    channel: instrument.part.holder ? 'in_room' : 'in_writing',
    confirmation: 'unconfirmed',
    day: today(),
  })
  return {
    ...state,
    set: (patch) => setState((old) => ({ ...old, ...patch })),
    input: () => {
      const speaker = view.get(state.said_by)
      const place = speaker && { compartment_id: speaker.compartment_id, id: speaker.id }
      return {
        channel: state.channel,
        confirmation: state.confirmation,
        ...(place ? { said_by: place } : {}),
        ...(state.day && state.day !== today()
          ? { known_from: instantOf(state.day, new Date()) }
          : {}),
      }
    },
  }
}

export function ProvenanceFields({ value }: { readonly value: Provenance }): ReactNode {
  const { t, pick, lang } = useText()
  const { view } = useProcess()
  const { instrument, tree } = useOpenText()
  const holder = view.ref(leadOf(instrument.state), 'holder')
  const speakers = [
    ...tree.parties.map((p) => ({ id: p.id, label: titleText(p.name, lang) })),
    ...(holder ? [{ id: holder.id, label: pick(view.title(holder)) }] : []),
    ...view.of('delegation').map((d) => ({ id: d.id, label: pick(view.title(d)) })),
  ].filter((one, i, all) => all.findIndex((other) => other.id === one.id) === i)
  return (
    <details className={css['provenance']} open={instrument.part.holder}>
      <summary>{t('text.provenance')}</summary>
      <div className={css['fields']}>
        <Choice
          label={t('text.said_by')}
          value={value.said_by}
          onChange={(said_by) => value.set({ said_by })}
          options={speakers}
          allowEmpty
        />
        <Choice
          label={t('forms.channel')}
          value={value.channel}
          onChange={(channel) => value.set({ channel })}
          options={channels
            .filter((c) => c !== 'system' && c !== 'public_source')
            .map((id) => ({ id, label: t(word('channel', id)) }))}
        />
        <Choice
          label={t('forms.confirmation')}
          value={value.confirmation}
          onChange={(confirmation) => value.set({ confirmation })}
          options={confirmations
            .filter((c) => c !== 'disowned')
            .map((id) => ({ id, label: t(word('confirmation', id)) }))}
        />
        <DayInput
          label={t('text.known_from')}
          value={value.day}
          onChange={(day) => value.set({ day })}
        />
      </div>
    </details>
  )
}
