// The text as a working paper: the same clauses in both languages side by side, row by row, with
// their numbers, brackets and stages. It shows what the tree holds and decides nothing.
import { kindLabels, stageLabels } from '@sulh/analysis/text/labels'
import { numberIn } from '@sulh/analysis/text/numbers'
import {
  walk,
  type Language,
  type Slot,
  type TextNode,
  type TextTree,
} from '@sulh/analysis/text/tree'
import {
  memo,
  startTransition,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react'
import { flushSync } from 'react-dom'
import { Mark } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { StageChip } from './stage_mark.tsx'
import css from './text.module.css'
import { PartySign, ReadingContext, useReading, Words, type Reading } from './words.tsx'

export type Languages = 'both' | Language

/** What every clause is read with alike; it stays the same object while the text is worked on. */
type Alike = Omit<Reading, 'slots'>

// A window shows some ten clauses. The rest of a long text follows at once in steps that a press or a
// key can come between: 400 clauses drawn in one go kept the page still for half a second.
const first_count = 24
const step_count = 60

export function Paper(props: {
  readonly tree: TextTree
  readonly languages: Languages
  /** Clauses with open brackets alone. */
  readonly openOnly: boolean
  readonly chosen: string | undefined
  readonly onOpenNode: (id: string) => void
}): ReactNode {
  const { lang } = useText()
  const { tree, chosen, openOnly } = props
  const paper = useRef<HTMLDivElement>(null)
  const all = walk(tree.nodes).map(({ node }) => node)
  const nodes = openOnly ? all.filter((n) => n.slots.some((s) => s.status === 'open')) : all
  const count = useGrowing(nodes, chosen)
  const reading = useReading()
  const { parties, home, compartmentName, open } = reading
  const alike = useMemo(
    (): Alike => ({ parties, home, compartmentName, open }),
    [parties, home, compartmentName, open],
  )
  // Marked on the page and not through React: choosing must not draw 400 clauses anew.
  useEffect(() => {
    if (chosen === undefined) return undefined
    const places = paper.current?.querySelectorAll<HTMLElement>(
      `[data-of="${chosen}"], #node-${CSS.escape(chosen)}`,
    )
    for (const place of places ?? []) place.dataset['chosen'] = ''
    return () => {
      for (const place of places ?? []) delete place.dataset['chosen']
    }
  }, [chosen, tree, lang, openOnly, count])
  return (
    <div
      ref={paper}
      className={css['paper']}
      data-languages={props.languages}
      onKeyDown={moveBetweenSlots}
    >
      {nodes.slice(0, count).map((node) => (
        <Row
          key={node.id}
          node={node}
          lang={lang}
          alike={alike}
          foreign={namesOthers(node) ? reading.slots : undefined}
          onOpen={props.onOpenNode}
        />
      ))}
    </div>
  )
}

/** How many clauses are drawn: those in sight and up to what is in hand, then all the others. */
function useGrowing(nodes: readonly TextNode[], chosen: string | undefined): number {
  const [count, setCount] = useState(() => {
    const at = nodes.findIndex((n) => n.id === chosen || n.slots.some((s) => s.id === chosen))
    return Math.max(0, at) + first_count
  })
  useEffect(() => {
    if (count < nodes.length) startTransition(() => setCount(count + step_count))
  }, [count, nodes.length])
  useLayoutEffect(() => {
    // Paper is not to miss the end because it was asked for first.
    const drawAll = () => flushSync(() => setCount((now) => Math.max(now, nodes.length)))
    addEventListener('beforeprint', drawAll)
    return () => removeEventListener('beforeprint', drawAll)
  }, [nodes.length])
  return count
}

/** Whether the words name a slot that is another node's: a text that is being split or merged may. */
function namesOthers(node: TextNode): boolean {
  const own = new Set(node.slots.map(({ id }) => id))
  const wordings = [
    node.wording,
    ...node.slots.flatMap((s) => s.alternatives.map((a) => a.wording)),
  ]
  return wordings.some(({ en = [], ar = [] }) =>
    [...en, ...ar].some((part) => 'slot' in part && !own.has(part.slot)),
  )
}

const order = { en: ['en', 'ar'], ar: ['ar', 'en'] } as const

function depthOf(node: TextNode): number {
  return node.kind === 'subparagraph' ? 2 : node.kind === 'paragraph' ? 1 : 0
}

const Row = memo(function Row(props: {
  readonly node: TextNode
  readonly lang: Language
  readonly alike: Alike
  /** Slots of the whole text, for a node that names one that is not its own. */
  readonly foreign: ReadonlyMap<string, Slot> | undefined
  readonly onOpen: (id: string) => void
}): ReactNode {
  const { node, lang, alike, foreign } = props
  const reading = useMemo(
    (): Reading => ({
      ...alike,
      slots: new Map([...(foreign ?? []), ...node.slots.map((s) => [s.id, s] as const)]),
    }),
    [alike, foreign, node],
  )
  const { t } = useText()
  const written = node.wording.en !== undefined || node.wording.ar !== undefined
  const number = numberIn(node.number, lang)
  const name = `${kindLabels[node.kind][lang]} ${number}`.trim()
  const drawn = (
    <section
      className={css['row']}
      id={`node-${node.id}`}
      aria-label={name}
      data-stage={written ? node.stage : undefined}
      data-kind={node.kind}
      data-depth={depthOf(node)}
    >
      <div className={css['number']}>
        <button
          type="button"
          className={css['number_button']}
          aria-label={t('text.open_clause', { name })}
          title={name}
          onClick={() => props.onOpen(node.id)}
        >
          {number || '§'}
        </button>
      </div>
      {order[lang].map((language) => (
        <InOneLanguage key={language} node={node} language={language} written={written} />
      ))}
      <Meta node={node} written={written} />
    </section>
  )
  return <ReadingContext value={reading}>{drawn}</ReadingContext>
})

function Meta({
  node,
  written,
}: {
  readonly node: TextNode
  readonly written: boolean
}): ReactNode {
  const { t, lang } = useText()
  if (!written) return <div className={css['meta']} />
  return (
    <div className={css['meta']}>
      <StageChip stage={node.stage} />
      {node.fallen_from ? (
        <span className={css['fallen']}>
          {t('text.fallen', { stage: stageLabels[node.fallen_from][lang] })}
        </span>
      ) : null}
      <Mark value={node.mark} />
      {node.reservations.map((one) => (
        <span key={one.id} className={css['reserve']}>
          <PartySign id={one.party} /> {t('text.reserves')}
        </span>
      ))}
    </div>
  )
}

function InOneLanguage(props: {
  readonly node: TextNode
  readonly language: Language
  readonly written: boolean
}): ReactNode {
  const { node, language, written } = props
  const { t } = useText()
  const heading = node.heading[language]
  const content = node.wording[language]
  const dir = language === 'ar' ? 'rtl' : 'ltr'
  const Heading = node.kind === 'chapter' || node.kind === 'annex' ? 'h2' : 'h3'
  return (
    <div className={css['column']} data-language={language}>
      {heading ? (
        <Heading className={css['heading']} lang={language} dir={dir}>
          {heading}
        </Heading>
      ) : null}
      {content ? (
        <div className={css['prose']} lang={language} dir={dir}>
          <Words content={content} language={language} />
        </div>
      ) : written ? (
        <p className={css['missing']}>{t(`text.missing_${language}`)}</p>
      ) : null}
      {content && node.stale.includes(language) ? (
        <p className={css['missing']}>{t(`text.stale_${language}`)}</p>
      ) : null}
    </div>
  )
}

/** Arrows go from bracket to bracket within one language; sideways ones follow its direction. */
function moveBetweenSlots(event: KeyboardEvent<HTMLElement>): void {
  if (!(event.target instanceof HTMLElement) || !event.target.dataset['slot']) return
  const column = event.target.closest<HTMLElement>('[data-language]')
  const language = column?.dataset['language']
  const back = language === 'ar' ? 'ArrowRight' : 'ArrowLeft'
  const on = language === 'ar' ? 'ArrowLeft' : 'ArrowRight'
  const step =
    event.key === 'ArrowDown' || event.key === on
      ? 1
      : event.key === 'ArrowUp' || event.key === back
        ? -1
        : 0
  if (step === 0) return
  const handles = [
    ...event.currentTarget.querySelectorAll<HTMLElement>(
      `[data-language="${language}"] button[data-slot]`,
    ),
  ]
  const next = handles[handles.indexOf(event.target) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}
