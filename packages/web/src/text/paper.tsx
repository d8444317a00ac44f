// The text as a working paper: the same clauses in both languages side by side, row by row, with
// their numbers, brackets and stages. It shows what the tree holds and decides nothing.
import { kindLabels, stageLabels } from '@sulh/analysis/text/labels'
import { numberIn } from '@sulh/analysis/text/numbers'
import { walk, type Language, type TextNode, type TextTree } from '@sulh/analysis/text/tree'
import { memo, useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { Mark } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { StageChip } from './stage_mark.tsx'
import css from './text.module.css'
import { PartySign, Words } from './words.tsx'

export type Languages = 'both' | Language

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
  }, [chosen, tree, lang, openOnly])
  const nodes = [...walk(tree.nodes)].map(({ node }) => node)
  const shown = openOnly ? nodes.filter((n) => n.slots.some((s) => s.status === 'open')) : nodes
  return (
    <div
      ref={paper}
      className={css['paper']}
      data-languages={props.languages}
      onKeyDown={moveBetweenSlots}
    >
      {shown.map((node) => (
        <Row key={node.id} node={node} lang={lang} onOpen={props.onOpenNode} />
      ))}
    </div>
  )
}

const order = { en: ['en', 'ar'], ar: ['ar', 'en'] } as const

function depthOf(node: TextNode): number {
  return node.kind === 'subparagraph' ? 2 : node.kind === 'paragraph' ? 1 : 0
}

const Row = memo(function Row(props: {
  readonly node: TextNode
  readonly lang: Language
  readonly onOpen: (id: string) => void
}): ReactNode {
  const { node, lang } = props
  const { t } = useText()
  const written = node.wording.en !== undefined || node.wording.ar !== undefined
  const number = numberIn(node.number, lang)
  const name = `${kindLabels[node.kind][lang]} ${number}`.trim()
  return (
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
