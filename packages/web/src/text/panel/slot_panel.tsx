// A slot in hand: what is in brackets and whose, where the parties stand, what was reserved and taken
// home, how it came to this, and the acts that the table gives to this seat.
import {
  closingLabels,
  letterIn,
  originLabels,
  slotClassLabels,
  titleText,
} from '@sulh/analysis/text/labels'
import type { Alternative, Content, Reservation, Slot } from '@sulh/analysis/text/tree'
import type { ReactNode } from 'react'
import { Button, Readers, RecordLink } from '../../design/index.ts'
import { SlotDialogue } from '../../forum/slot_dialogue.tsx'
import { useText } from '../../messages/index.ts'
import { useProcess } from '../../process/data.ts'
import type { State } from '../../process/view.ts'
import { useOpenText } from '../open_text.ts'
import css from '../panel.module.css'
import { alternativeActs, slotActs, type AlternativeAct, type SlotAct } from '../permitted.ts'
import { useSeat } from '../seat.ts'
import { slotSteps } from '../slot_steps.ts'
import { AlternativeWords, Letter, PartySign } from '../words.tsx'
import { useClauseName } from '../wording_input.tsx'
import { Positions } from './positions.tsx'
import { Referrals } from './referrals.tsx'
import { Reservations } from './reservations.tsx'
import { RoomLink } from './room_link.tsx'
import { Steps } from './steps.tsx'

export type SlotForm =
  | { readonly act: SlotAct; readonly slot: Slot }
  | { readonly act: AlternativeAct; readonly slot: Slot; readonly alternative: Alternative }
  | { readonly act: 'lift'; readonly reservation: Reservation }
  | { readonly act: 'reply'; readonly referral: State }

export function SlotPanel(props: {
  readonly slot: Slot
  readonly onAct: (form: SlotForm) => void
}): ReactNode {
  const { slot, onAct } = props
  const { t, lang } = useText()
  const { instrument, home, isToday } = useOpenText()
  const { asOf } = useProcess()
  const seat = useSeat()
  const steps = slotSteps(slot.id, { records: instrument.records, home, asOf })
  const acts = isToday ? slotActs(seat, slot) : []
  const stands = slot.alternatives.filter((a) => a.status === 'tabled' || a.status === 'proposed')
  const gone = slot.alternatives.filter((a) => a.status === 'withdrawn' || a.status === 'merged')
  return (
    <>
      <SlotFacts slot={slot} />
      {acts.length > 0 ? (
        <div className={css['acts']}>
          {acts.map((act, i) => (
            <Button
              key={act}
              variant={i === 0 ? 'primary' : 'quiet'}
              onPress={() => onAct({ act, slot })}
            >
              {t(`text.button_${act}`)}
            </Button>
          ))}
        </div>
      ) : null}
      <RoomLink instrument_id={instrument.id} slot={slot} />
      <section className={css['part']}>
        <h3>{t('text.alternatives')}</h3>
        {stands.length === 0 ? (
          <p className={css['soft']}>{slotClassLabels.placeholder[lang]}</p>
        ) : null}
        {stands.map((alternative) => (
          <OneAlternative key={alternative.id} {...{ slot, alternative, onAct }} />
        ))}
        {gone.length > 0 ? (
          <details>
            <summary>{t('text.gone_alternatives', { count: gone.length })}</summary>
            {gone.map((alternative) => (
              <OneAlternative key={alternative.id} {...{ slot, alternative, onAct }} />
            ))}
          </details>
        ) : null}
      </section>
      <DialogueOn slot={slot} />
      <Positions slot={slot} />
      <Reservations
        of={slot.reservations}
        onLift={(reservation) => onAct({ act: 'lift', reservation })}
      />
      <Referrals on={slot.id} onReply={(referral) => onAct({ act: 'reply', referral })} />
      <section className={css['part']}>
        <h3>{t('frame.history')}</h3>
        <Steps steps={steps} />
      </section>
    </>
  )
}

/** What the forum said of these alternatives, where a dialogue was opened on them. */
function DialogueOn({ slot }: { readonly slot: Slot }): ReactNode {
  const { home } = useOpenText()
  const plain = (content: Content | undefined) =>
    (content ?? []).map((part) => ('text' in part ? part.text : '…')).join('')
  return (
    <SlotDialogue
      slot={{ compartment_id: home, id: slot.id }}
      title={{ en: titleText(slot.title, 'en'), ar: titleText(slot.title, 'ar') }}
      alternatives={slot.alternatives
        .filter((a) => a.status === 'tabled' && a.compartment_id === home)
        .map(({ id, compartment_id, wording }) => ({
          id,
          compartment_id,
          words: { en: plain(wording.en), ar: plain(wording.ar) },
        }))}
    />
  )
}

function SlotFacts({ slot }: { readonly slot: Slot }): ReactNode {
  const { t, day, lang } = useText()
  const { view } = useProcess()
  const { nodeOfSlot, choose, home } = useOpenText()
  const nameOf = useClauseName()
  const node = nodeOfSlot.get(slot.id)
  const chosen = slot.alternatives.find((a) => a.id === slot.chosen)
  const issue = slot.issue === undefined ? undefined : view.get(slot.issue)
  const decision = slot.decision === undefined ? undefined : view.get(slot.decision)
  return (
    <div className={css['facts']}>
      <strong>
        {slot.status === 'open'
          ? t('text.is_open', { day: day(slot.opened_at) })
          : t('text.is_closed', {
              reason: slot.reason ? closingLabels[slot.reason][lang] : '',
              label: chosen ? letterIn(chosen.label, lang) : '–',
            })}
      </strong>
      <span>
        {slotClassLabels[slot.class][lang]} · {t(`text.scope_${slot.scope}`)}
      </span>
      {slot.reopened > 0 ? <span>{t('text.reopened_times', { count: slot.reopened })}</span> : null}
      {node ? (
        <span data-clause>
          <Button variant="plain" onPress={() => choose(node.id)}>
            {nameOf(node.id)}
          </Button>
        </span>
      ) : null}
      {issue ? (
        <span>
          {t('text.issue')}: <RecordLink state={issue} />
        </span>
      ) : null}
      {decision ? (
        <span>
          {t('text.by_decision')}: <RecordLink state={decision} />
        </span>
      ) : null}
      <span>
        {t('text.concerned')}:{' '}
        {slot.concerned.map((id) => (
          <PartySign key={id} id={id} />
        ))}
      </span>
      <Readers compartment_id={home} />
    </div>
  )
}

function OneAlternative(props: {
  readonly slot: Slot
  readonly alternative: Alternative
  readonly onAct: (form: SlotForm) => void
}): ReactNode {
  const { slot, alternative, onAct } = props
  const { t, lang } = useText()
  const { home, isToday } = useOpenText()
  const acts = alternativeActs(useSeat(), { slot, alternative })
  const order = lang === 'ar' ? (['ar', 'en'] as const) : (['en', 'ar'] as const)
  const { status } = alternative
  const gone = status === 'withdrawn' || status === 'merged'
  const draft = alternative.compartment_id !== home
  return (
    <div className={css['alternative']} data-gone={gone || undefined}>
      <div className={css['alternative_head']}>
        <Letter label={alternative.label} language={lang} className={css['letter']} />
        {alternative.proponents.map((id) => (
          <PartySign key={id} id={id} />
        ))}
        {alternative.proponents.length === 0 && alternative.origin !== 'party' ? (
          <span className={css['soft']}>{originLabels[alternative.origin][lang]}</span>
        ) : null}
        {alternative.id === slot.chosen ? <strong>{t('text.stands')}</strong> : null}
        {status === 'tabled' ? null : (
          <span className={css['soft']}>{t(`text.status_${status}`)}</span>
        )}
        {draft ? <Readers compartment_id={alternative.compartment_id} /> : null}
      </div>
      {order.map((l) => (
        <p key={l} className={css['words']} lang={l} dir={l === 'ar' ? 'rtl' : 'ltr'}>
          <AlternativeWords alternative={alternative} language={l} plain />
          {alternative.stale.includes(l) && alternative.wording[l] ? (
            <small className={css['soft']}> {t(`text.stale_${l}`)}</small>
          ) : null}
        </p>
      ))}
      {isToday && acts.length > 0 ? (
        <div className={css['acts']}>
          {acts.map((act) => (
            <Button key={act} onPress={() => onAct({ act, slot, alternative })}>
              {t(`text.button_${act}`)}
            </Button>
          ))}
        </div>
      ) : null}
    </div>
  )
}
