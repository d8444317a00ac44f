// A clause in hand: how far it is agreed and by whom, its slots, what was reserved and taken home, its
// words over time, and the acts that the table gives to this seat.
import {
  languageLabels,
  letterIn,
  shortName,
  stageLabels,
  titleText,
} from '@sulh/analysis/text/labels'
import type { Reservation, TextNode } from '@sulh/analysis/text/tree'
import type { ReactNode } from 'react'
import { Button, Mark, Readers, RecordLink, Sources } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useProcess } from '../../process/data.ts'
import type { State } from '../../process/view.ts'
import { useOpenText } from '../open_text.ts'
import css from '../panel.module.css'
import { nodeActs, type NodeAct } from '../permitted.ts'
import { useSeat } from '../seat.ts'
import { nodeSteps } from '../slot_steps.ts'
import { StageChip } from '../stage_mark.tsx'
import { Referrals } from './referrals.tsx'
import { Reservations } from './reservations.tsx'
import { Steps } from './steps.tsx'

export type NodeForm =
  | { readonly act: NodeAct; readonly node: TextNode }
  | { readonly act: 'lift'; readonly reservation: Reservation }
  | { readonly act: 'reply'; readonly referral: State }

export function NodePanel(props: {
  readonly node: TextNode
  readonly onAct: (form: NodeForm) => void
}): ReactNode {
  const { node, onAct } = props
  const { t } = useText()
  const { instrument, isToday } = useOpenText()
  const { asOf } = useProcess()
  const acts = isToday ? nodeActs(useSeat(), node) : []
  const [first, ...others] = acts
  return (
    <>
      <NodeFacts node={node} />
      {first ? (
        <div className={css['acts']}>
          <Button variant="primary" onPress={() => onAct({ act: first, node })}>
            {t(`text.button_node_${first}`)}
          </Button>
          {others.map((act) => (
            <Button key={act} onPress={() => onAct({ act, node })}>
              {t(`text.button_node_${act}`)}
            </Button>
          ))}
        </div>
      ) : null}
      <SlotsOf node={node} />
      <Reservations
        of={node.reservations}
        onLift={(reservation) => onAct({ act: 'lift', reservation })}
      />
      <Referrals on={node.id} onReply={(referral) => onAct({ act: 'reply', referral })} />
      <section className={css['part']}>
        <h3>{t('frame.history')}</h3>
        <Steps steps={nodeSteps(node.id, { records: instrument.records, asOf })} />
      </section>
    </>
  )
}

function NodeFacts({ node }: { readonly node: TextNode }): ReactNode {
  const { t, lang } = useText()
  const { view } = useProcess()
  const { home, tree, records } = useOpenText()
  const between = lang === 'ar' ? '، ' : ', '
  const written = node.wording.en !== undefined || node.wording.ar !== undefined
  const facts = records.get(node.id)?.facts ?? []
  const words = facts.findLast((f) => f.facet === 'english' || f.facet === 'arabic')
  const issues = [...new Set(node.slots.flatMap((s) => s.issue ?? []))]
  return (
    <div className={css['facts']}>
      {written ? <StageChip stage={node.stage} /> : null}
      {node.agreed_by.length > 0 ? (
        <span>
          {t('text.agreed_by')}:{' '}
          {node.agreed_by.map((id) => shortName(tree.parties, id, lang)).join(between)}
        </span>
      ) : null}
      {node.fallen_from ? (
        <span>{t('text.fallen', { stage: stageLabels[node.fallen_from][lang] })}</span>
      ) : null}
      {written && node.stale.length > 0 ? (
        <span>
          {t('text.behind', {
            languages: node.stale.map((l) => languageLabels[l][lang]).join(between),
          })}
        </span>
      ) : null}
      {issues.map((id) => (
        <RecordLink key={id} state={view.get(id)} />
      ))}
      <Mark value={node.mark} />
      <Sources fact={words} />
      <Readers compartment_id={home} />
    </div>
  )
}

function SlotsOf({ node }: { readonly node: TextNode }): ReactNode {
  const { t, lang } = useText()
  const { choose } = useOpenText()
  if (node.slots.length === 0) return null
  return (
    <section className={css['part']}>
      <h3>{t('text.slots')}</h3>
      {node.slots.map((slot) => (
        <div key={slot.id} className={css['acts']}>
          <Button variant="plain" onPress={() => choose(slot.id)}>
            {titleText(slot.title, lang)}
          </Button>
          <span className={css['soft']}>
            {t(`text.slot_is_${slot.status}`)} ·{' '}
            {slot.alternatives.map((a) => letterIn(a.label, lang)).join(' / ')}
          </span>
        </div>
      ))}
    </section>
  )
}
