// The text as a working paper: the same clauses in both languages side by side, row by row, with
// their numbers, brackets and stages. It shows what the tree holds and decides nothing.
import { kindLabels, letterIn, stageLabels } from '@sulh/analysis/text/labels'
import { walk, type Language, type TextNode, type TextTree } from '@sulh/analysis/text/tree'
import type { KeyboardEvent, ReactNode } from 'react'
import { Mark } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { StageChip } from './stage_mark.tsx'
import css from './text.module.css'
import { PartySign, Words } from './words.tsx'

export type Languages = 'both' | Language

export function Paper(props: {
  readonly tree: TextTree
  readonly languages: Languages
  readonly selected: string | undefined
  readonly onOpenNode: (id: string) => void
}): ReactNode {
  const { lang } = useText()
  const order: readonly Language[] = lang === 'ar' ? ['ar', 'en'] : ['en', 'ar']
  return (
    <div
      className={css['paper']}
      data-languages={props.languages}
      data-first={order[0]}
      onKeyDown={moveBetweenSlots}
    >
      {[...walk(props.tree.nodes)].map(({ node }) => (
        <Row
          key={node.id}
          node={node}
          order={order}
          depth={depthOf(node)}
          selected={props.selected === node.id}
          onOpen={() => props.onOpenNode(node.id)}
        />
      ))}
    </div>
  )
}

function depthOf(node: TextNode): number {
  return node.kind === 'subparagraph' ? 2 : node.kind === 'paragraph' ? 1 : 0
}

function Row(props: {
  readonly node: TextNode
  readonly order: readonly Language[]
  readonly depth: number
  readonly selected: boolean
  readonly onOpen: () => void
}): ReactNode {
  const { node, order } = props
  const { t, lang } = useText()
  const written = node.wording.en !== undefined || node.wording.ar !== undefined
  const number = letterIn(node.number, lang)
  const name = `${kindLabels[node.kind][lang]} ${number}`.trim()
  return (
    <section
      className={css['row']}
      id={`node-${node.id}`}
      data-stage={written ? node.stage : undefined}
      data-kind={node.kind}
      data-depth={props.depth}
      data-selected={props.selected || undefined}
    >
      <div className={css['number']}>
        <button
          type="button"
          className={css['number_button']}
          aria-label={t('text.open_clause', { name })}
          title={name}
          onClick={props.onOpen}
        >
          {number || '·'}
        </button>
      </div>
      {order.map((language) => (
        <InOneLanguage key={language} node={node} language={language} written={written} />
      ))}
      <div className={css['meta']}>
        {written ? <StageChip stage={node.stage} /> : null}
        {node.fallen_from ? (
          <span className={css['fallen']}>
            {t('text.fallen', { stage: stageLabels[node.fallen_from][lang] })}
          </span>
        ) : null}
        {written ? <Mark value={node.mark} /> : null}
        {node.reservations.map((one) => (
          <span key={one.id} className={css['reserve']}>
            <PartySign id={one.party} /> {t('text.reserves')}
          </span>
        ))}
      </div>
    </section>
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
