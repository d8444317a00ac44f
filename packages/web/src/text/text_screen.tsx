// The negotiating text on screen: outline, paper in two languages, and beside it the clause or slot in
// hand. The address carries what is in hand, so that a copied one opens the same place.
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { Button, Empty, Failure, Skeleton, Toggle } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import { NotKnown } from '../process/records/not_known.tsx'
import { useInstrument, type Instrument } from './data.ts'
import { DocumentsMenu } from './documents_menu.tsx'
import { DoneLine } from './done_line.tsx'
import { HeadButton } from './head_dialog.tsx'
import { LanguageSwitch, useLanguages } from './language_switch.tsx'
import { NoClauses } from './no_clauses.tsx'
import { OpenTextContext, type Done } from './open_text.ts'
import { useOpened, useReadingOf } from './opened.ts'
import { Outline } from './outline.tsx'
import type { Form } from './panel/form_of.tsx'
import { Panel } from './panel/panel.tsx'
import { Paper } from './paper.tsx'
import { RightsButton } from './rights_dialog.tsx'
import { StageBar } from './stage_mark.tsx'
import { TextPage } from './text_head.tsx'
import { GiveBack } from './update/give_back.tsx'
import css from './text.module.css'
import './serif.ts'
import { Withdrawn } from './withdrawn.tsx'
import { ReadingContext } from './words.tsx'

export function Text({ id }: { readonly id: string }): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const { instrument, error } = useInstrument(id)
  const state = view.get(id)
  if (error && !instrument) return <Failure error={error} />
  if (!state)
    return <NotKnown title={t('text.title')} words={t('text.not_found')} list={paths.texts()} />
  return (
    <TextPage
      state={state}
      place="text"
      actions={
        <>
          <HeadButton state={state} />
          <RightsButton state={state} />
          <DocumentsMenu instrument_id={id} />
          <GiveBack id={id} />
        </>
      }
    >
      {instrument ? <Body instrument={instrument} /> : <Skeleton lines={14} />}
    </TextPage>
  )
}

const inAddress = () => /^#at-([0-9a-f-]{36})$/.exec(location.hash)?.[1]

/**
 * What is in hand, kept in the address, and the act on it. While an act is in hand nothing else can be
 * chosen, so that a press on the paper loses no words.
 */
function useInHand() {
  const [chosen, setChosen] = useState(inAddress)
  const [form, setShown] = useState<Form>()
  const [held, setHeld] = useState(false)
  const acting = useRef(false)
  const setForm = useCallback((next: Form | undefined) => {
    acting.current = next !== undefined
    setHeld(false)
    setShown(next)
  }, [])
  const choose = useCallback((id: string | undefined) => {
    if (acting.current) {
      setHeld(true)
      return
    }
    const place = `${location.pathname}${location.search}`
    history.replaceState(history.state, '', id === undefined ? place : `${place}#at-${id}`)
    setChosen(id)
  }, [])
  return { chosen, choose, form, setForm, held }
}

/** A clause of a long text that is not drawn yet is waited for, some frames at most. */
function goTo(node_id: string, frames = 90): void {
  const place = document.getElementById(`node-${node_id}`)
  if (place) place.scrollIntoView({ block: 'start' })
  else if (frames > 0) requestAnimationFrame(() => goTo(node_id, frames - 1))
}

/** Closing the panel gives the keyboard back to what opened it. */
function backTo(id: string | undefined): void {
  if (id === undefined) return
  const place = CSS.escape(id)
  document
    .querySelector<HTMLElement>(`button[data-slot="${place}"], #node-${place} button`)
    ?.focus({ preventScroll: true })
}

function Body({ instrument }: { readonly instrument: Instrument }): ReactNode {
  const { t } = useText()
  const [languages, setLanguages] = useLanguages()
  const [openOnly, setOpenOnly] = useState(false)
  const { chosen, choose, form, setForm, held } = useInHand()
  const [done, say] = useState<Done>()
  const open = useOpened(instrument, { choose, say })
  const reading = useReadingOf(open, choose)
  // A copied address brings its clause into sight, once.
  const [first] = useState(chosen)
  const node = open?.nodes.get(chosen ?? '') ?? open?.nodeOfSlot.get(chosen ?? '')
  const slot = open?.slots.get(chosen ?? '')
  const start = open?.nodeOfSlot.get(first ?? '')?.id ?? first
  useEffect(() => {
    if (start !== undefined) goTo(start)
  }, [start])
  if (!open || !reading) return <Empty title={t('text.not_known_then')} />
  if (open.tree.nodes.length === 0)
    return (
      <OpenTextContext value={open}>
        <ReadingContext value={reading}>
          <NoClauses />
        </ReadingContext>
      </OpenTextContext>
    )
  return (
    <OpenTextContext value={open}>
      <ReadingContext value={reading}>
        {done ? <DoneLine key={done.sentence} done={done} /> : null}
        <div className={css['layout']}>
          <div className={css['tools']}>
            <LanguageSwitch value={languages} onChange={setLanguages} />
            <Toggle label={t('text.open_only')} isSelected={openOnly} onChange={setOpenOnly} />
            <Button variant="plain" onPress={() => print()}>
              {t('frame.print')}
            </Button>
            <StageBar tree={open.tree} />
          </div>
          <div className={css['board']} data-panel={node || slot ? true : undefined}>
            <details className={css['outline_phone']} open={innerWidth >= 1100}>
              <summary>{t('text.outline')}</summary>
              <Outline tree={open.tree} onGo={(id) => goTo(id)} />
            </details>
            <div className={css['sheet']}>
              <Paper
                tree={open.tree}
                languages={languages}
                openOnly={openOnly}
                chosen={slot?.id ?? node?.id}
                onOpenNode={choose}
              />
              <Withdrawn />
            </div>
            {node || slot ? (
              <Panel
                slot={slot}
                node={node}
                form={form}
                onForm={setForm}
                held={held}
                onClose={() => {
                  setForm(undefined)
                  choose(undefined)
                  backTo(slot?.id ?? node?.id)
                }}
              />
            ) : null}
          </div>
        </div>
      </ReadingContext>
    </OpenTextContext>
  )
}
