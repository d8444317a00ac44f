// Which form an act has.
import type { Alternative, Slot } from '@sulh/analysis/text/tree'
import type { ReactNode } from 'react'
import { CloseForm, ReopenForm } from '../acts/close_form.tsx'
import { InsertForm, MoveForm } from '../acts/insert_form.tsx'
import { JoinForm, WithdrawAlternativeForm } from '../acts/join_form.tsx'
import { MergeForm } from '../acts/merge_form.tsx'
import { OpenSlotForm } from '../acts/open_slot_form.tsx'
import { PositionForm } from '../acts/position_form.tsx'
import { ProposeForm } from '../acts/propose_form.tsx'
import { ReferForm, ReplyForm } from '../acts/referral_form.tsx'
import { LiftForm, ReserveForm } from '../acts/reservation_form.tsx'
import { ReviseAlternativeForm, ReviseNodeForm } from '../acts/revise_form.tsx'
import { MergeNodesForm, SplitForm } from '../acts/split_form.tsx'
import { StageForm } from '../acts/stage_form.tsx'
import { TableForm } from '../acts/table_form.tsx'
import { UndoMergeForm } from '../acts/undo_merge_form.tsx'
import { WithdrawNodeForm } from '../acts/withdraw_form.tsx'
import { useOpenText } from '../open_text.ts'
import type { NodeForm } from './node_panel.tsx'
import type { SlotForm } from './slot_panel.tsx'

export type Form = SlotForm | NodeForm
type Way = { readonly onDone: () => void }

export function FormOf(props: Way & { readonly form: Form }): ReactNode {
  const { form, onDone } = props
  if (form.act === 'lift') return <LiftForm reservation={form.reservation} onDone={onDone} />
  if (form.act === 'reply') return <ReplyForm referral={form.referral} onDone={onDone} />
  if ('node' in form) return <OfNode form={form} onDone={onDone} />
  if ('alternative' in form) return <OfAlternative form={form} onDone={onDone} />
  return <OfSlot form={form} onDone={onDone} />
}

function OfSlot(props: Way & { readonly form: Extract<Form, { slot: unknown }> }): ReactNode {
  const { onDone } = props
  const { act, slot } = props.form
  switch (act) {
    case 'propose':
      return <ProposeForm slot={slot} onDone={onDone} />
    case 'close':
      return <CloseForm slot={slot} onDone={onDone} />
    case 'reopen':
      return <ReopenForm slot={slot} onDone={onDone} />
    case 'merge':
      return <MergeForm slot={slot} onDone={onDone} />
    case 'position':
      return <PositionForm slot={slot} onDone={onDone} />
    case 'reserve':
      return <ReserveForm on_id={slot.id} onDone={onDone} />
    case 'refer':
      return <ReferForm on_id={slot.id} onDone={onDone} />
    default:
      return null
  }
}

function OfAlternative(
  props: Way & { readonly form: Extract<Form, { alternative: unknown }> },
): ReactNode {
  const { onDone } = props
  const { act, alternative } = props.form
  switch (act) {
    case 'revise':
      return <ReviseAlternativeForm alternative={alternative} onDone={onDone} />
    case 'join':
    case 'leave':
      return <JoinForm alternative={alternative} joins={act === 'join'} onDone={onDone} />
    case 'withdraw':
      return <WithdrawAlternativeForm alternative={alternative} onDone={onDone} />
    case 'open_within':
      return <OpenWithin slot={props.form.slot} within={alternative} onDone={onDone} />
    case 'table':
      return <TableForm alternative={alternative} onDone={onDone} />
    case 'undo_merge':
      return <UndoMergeForm alternative={alternative} onDone={onDone} />
  }
}

function OpenWithin(props: Way & { readonly slot: Slot; readonly within: Alternative }): ReactNode {
  const { nodeOfSlot } = useOpenText()
  const node = nodeOfSlot.get(props.slot.id)
  return node ? <OpenSlotForm node={node} within={props.within} onDone={props.onDone} /> : null
}

function OfNode(props: Way & { readonly form: Extract<Form, { node: unknown }> }): ReactNode {
  const { onDone } = props
  const { act, node } = props.form
  switch (act) {
    case 'revise':
      return <ReviseNodeForm node={node} onDone={onDone} />
    case 'stage':
      return <StageForm node={node} onDone={onDone} />
    case 'open_slot':
      return <OpenSlotForm node={node} onDone={onDone} />
    case 'insert':
      return <InsertForm node={node} onDone={onDone} />
    case 'move':
      return <MoveForm node={node} onDone={onDone} />
    case 'split':
      return <SplitForm node={node} onDone={onDone} />
    case 'merge':
      return <MergeNodesForm node={node} onDone={onDone} />
    case 'withdraw':
      return <WithdrawNodeForm node={node} onDone={onDone} />
    case 'reserve':
      return <ReserveForm on_id={node.id} onDone={onDone} />
    case 'refer':
      return <ReferForm on_id={node.id} onDone={onDone} />
  }
}
