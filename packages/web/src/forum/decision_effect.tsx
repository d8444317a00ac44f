// What a decision brings about: a slot of a negotiating text closed with its result, or a paragraph
// adopted. The act is the text's own, under its own table of who may; here is only where it is offered
// and that it was done.
import type { TextNode } from '@sulh/analysis/text/tree'
import { textActs } from '@sulh/contract/text'
import { useState, type ReactNode } from 'react'
import type { Fact } from '@sulh/contract/process'
import { Choice, Link, Section } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { today, useProcess } from '../process/data.ts'
import { valueOf } from '../process/view.ts'
import { call } from '../session/api.ts'
import { useSettings } from '../session/settings.ts'
import { useInstrument, useInstruments, type Instrument } from '../text/data.ts'
import { ActButton } from './decision_acts.tsx'
import css from './decision.module.css'
import { useActing, type DecisionView } from './decision_reading.ts'

export function Effects({ decision }: { decision: DecisionView }): ReactNode {
  const { t, day, pick } = useText()
  const texts = useInstruments()
  const [text, setText] = useState('')
  const done = decision.record.facts.filter((f) => f.facet === 'adoption')
  const { outcome } = decision.course
  const offers = decision.part.steward && (outcome === 'adopted' || outcome === 'elected')
  if (!offers && done.length === 0) return null
  return (
    <Section title={t('decision.effect')}>
      {done.map(({ id, value, references }) => (
        <p key={id}>
          {t(value['act'] === 'close_slot' ? 'decision.effect_slot' : 'decision.effect_text')}{' '}
          <span className={css['soft']}>
            {t('decision.effect_done', { day: day(String(value['on'])) })}
          </span>{' '}
          <OnTarget references={references} />
        </p>
      ))}
      {offers && texts.length === 0 ? (
        <p className={css['soft']}>{t('decision.effect_none')}</p>
      ) : null}
      {offers && texts.length > 0 ? (
        <div className={css['form']}>
          <Choice
            label={t('decision.effect_choose_text')}
            value={text}
            onChange={setText}
            options={texts.map((state) => ({
              id: state.id,
              label: pick(valueOf(state, 'instrument', 'description')?.title),
            }))}
          />
          {text === '' ? null : <OnText key={text} decision={decision} text={text} />}
        </div>
      ) : null}
    </Section>
  )
}

/** The way to what was closed or adopted, where all who read the decision read the text. */
function OnTarget({ references }: Pick<Fact, 'references'>): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const at = (path: string) => references.find((r) => r.path === path)?.id
  const [text, target] = [at('instrument'), at('target')]
  const state = text === undefined ? undefined : view.get(text)
  if (!state || target === undefined) return null
  return (
    <Link to={`${paths.text(state.id)}#at-${target}`}>
      {t('decision.effect_see', { title: pick(view.title(state)) })}
    </Link>
  )
}

function nodesOf(nodes: readonly TextNode[]): readonly TextNode[] {
  return nodes.flatMap((node) => [node, ...nodesOf(node.children)])
}

function OnText({ decision, text }: { decision: DecisionView; text: string }): ReactNode {
  const { t, lang, pick } = useText()
  const { seat } = useSettings()
  const { session } = useProcess()
  const { instrument } = useInstrument(text)
  const acting = useActing(decision.id)
  const [target, setTarget] = useState('')
  const [chosen, setChosen] = useState('')
  if (!instrument?.tree || !instrument.state) return null
  const home = decision.record.compartment_id
  const place = instrument.state.compartment_id
  const readBy = (narrow: string, wide: string) =>
    narrow === wide ||
    (session.compartments.find((c) => c.id === narrow)?.wider.includes(wide) ?? false)
  // Whoever reads the text must be able to read by what it was settled.
  if (!readBy(place, home)) return <p className={css['soft']}>{t('decision.effect_unread')}</p>
  const nodes = nodesOf(instrument.tree.nodes)
  const slots = nodes.flatMap((n) => n.slots.filter((s) => s.status === 'open'))
  const slot = slots.find((s) => s.id === target)
  const may = mayOf(instrument)
  const options = [
    ...(may.close
      ? slots.map((s) => ({ id: s.id, label: s.title[lang] ?? s.title.en ?? s.id }))
      : []),
    ...(may.adopt
      ? nodes
          .filter((n) => n.stage !== 'agreed' && n.slots.every((s) => s.status === 'closed'))
          .map((n) => ({ id: n.id, label: `${n.number} ${n.heading[lang] ?? ''}`.trim() }))
      : []),
  ]
  const words = {
    en: `By the decision “${decision.title.en}”.`,
    ar: `بالقرار «${decision.title.ar}».`,
  }
  const act = async () => {
    const common = {
      instrument_id: text,
      act_id: crypto.randomUUID(),
      channel: 'in_room',
      note: words,
    }
    const by = { decision: { compartment_id: home, id: decision.id } }
    if (slot)
      await call(
        textActs.closeSlot,
        { ...common, ...by, slot_id: slot.id, chosen_id: chosen, reason: 'decision' },
        seat,
      )
    else await call(textActs.setStage, { ...common, ...by, node_id: target, stage: 'agreed' }, seat)
    await acting('recordAdoption', {
      effect: slot ? 'close_slot' : 'adopt_text',
      target,
      on: today(),
      ...(readBy(home, place) ? { text: { compartment_id: place, instrument_id: text } } : {}),
    })
    await instrument.refresh()
  }
  if (options.length === 0) return <p className={css['soft']}>{t('decision.effect_none')}</p>
  return (
    <>
      <Choice
        label={t('decision.effect_choose')}
        value={target}
        onChange={setTarget}
        options={options}
      />
      {slot ? (
        <Choice
          label={t('decision.effect_alternative')}
          value={chosen}
          onChange={setChosen}
          options={slot.alternatives
            .filter((a) => a.status === 'tabled')
            .map((a) => ({ id: a.id, label: `${a.label} ${wordsOf(a.wording[lang])}` }))}
        />
      ) : null}
      <div>
        <ActButton isDisabled={target === '' || (slot !== undefined && chosen === '')} act={act}>
          {t('decision.effect_do')}
        </ActButton>
      </div>
      <p className={css['soft']}>{pick(words)}</p>
    </>
  )
}

function mayOf({ part }: Instrument): { readonly close: boolean; readonly adopt: boolean } {
  return { close: part.may('close'), adopt: part.holder }
}

function wordsOf(content: readonly ({ text: string } | { slot: string })[] | undefined): string {
  const text = (content ?? []).map((c) => ('text' in c ? c.text : '…')).join('')
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
