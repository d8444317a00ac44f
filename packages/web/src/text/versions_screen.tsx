// Versions of a text and the redline of any two of them, or of one and the text as of the cursor. All of
// it is the plenary's edition: no draft, no confidence and no estimate enters a redline.
import { redline } from '@sulh/analysis/redline/compare'
import type { TextTree } from '@sulh/analysis/text/tree'
import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react'
import {
  Button,
  Choice,
  Dialog,
  Empty,
  Failure,
  goWithin,
  Note,
  Section,
  Skeleton,
  Toggle,
} from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import { NotKnown } from '../process/records/not_known.tsx'
import { FreezeForm } from './acts/freeze_form.tsx'
import { useInstrument, type Instrument } from './data.ts'
import { DocumentsMenu } from './documents_menu.tsx'
import { DoneLine } from './done_line.tsx'
import { LanguageSwitch, useLanguages } from './language_switch.tsx'
import { OpenTextContext, type Done } from './open_text.ts'
import { useOpened, useReadingOf } from './opened.ts'
import { NotToday } from './panel/panel.tsx'
import css from './redline/redline.module.css'
import { jump, RedlineView } from './redline/redline_view.tsx'
import { Summary } from './redline/summary.tsx'
import './serif.ts'
import { TextPage } from './text_head.tsx'
import { VersionsTable } from './versions_table.tsx'
import { ReadingContext } from './words.tsx'

const NOW = 'now'
const nothing = () => undefined

/** `from` and `to` are in the address: versions, or `now`. */
type Pair = { readonly from?: string | undefined; readonly to?: string | undefined }

export function Versions({ id, from, to }: Pair & { readonly id: string }): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const { instrument, error } = useInstrument(id)
  const state = view.get(id)
  if (error && !instrument) return <Failure error={error} />
  if (!state)
    return <NotKnown title={t('text.title')} words={t('text.not_found')} list={paths.texts()} />
  return (
    <TextPage state={state} place="versions">
      {instrument ? <Body instrument={instrument} pair={{ from, to }} /> : <Skeleton lines={12} />}
    </TextPage>
  )
}

type Of = { readonly instrument: Instrument; readonly pair: Pair }

function Body({ instrument, pair }: Of): ReactNode {
  const { t } = useText()
  const [done, say] = useState<Done>()
  const [freezing, setFreezing] = useState(false)
  const sayIt = useCallback((next: Done | undefined) => say(next), [])
  const open = useOpened(instrument, { choose: nothing, say: sayIt })
  const reading = useReadingOf(open, nothing)
  if (!open || !reading) return <Empty title={t('text.not_known_then')} />
  const freezes = instrument.part.may('freeze')
  return (
    <OpenTextContext value={open}>
      <ReadingContext value={reading}>
        {done ? <DoneLine key={done.sentence} done={done} /> : null}
        <Section
          title={t('versions.list')}
          count={instrument.versions.length}
          actions={
            freezes && open.isToday ? (
              <Button onPress={() => setFreezing(true)}>{t('text.act_freeze')}</Button>
            ) : null
          }
        >
          {freezes ? <NotToday /> : null}
          <VersionsTable instrument={instrument} />
        </Section>
        <Compare instrument={instrument} pair={pair} />
        <Dialog title={t('text.act_freeze')} isOpen={freezing} onClose={() => setFreezing(false)}>
          <FreezeForm onDone={() => setFreezing(false)} />
        </Dialog>
      </ReadingContext>
    </OpenTextContext>
  )
}

function treeAt(instrument: Instrument, at: string): TextTree | undefined {
  if (at === NOW) return instrument.plenaryTree()
  const version = instrument.versions.find((v) => v.id === at)
  return version && instrument.treeOfVersion(version)
}

/** As the address says; else the last two versions, or with one alone what changed since. */
function pairOf({ instrument, pair }: Of): { readonly from: string; readonly to: string } {
  const { versions } = instrument
  const known = (id: string | undefined) =>
    id !== undefined && (id === NOW || versions.some((v) => v.id === id)) ? id : undefined
  const last = versions.at(-1)?.id
  const from = known(pair.from) ?? versions.at(-2)?.id ?? last ?? NOW
  const to = known(pair.to) ?? (versions.length > 1 ? (last ?? NOW) : NOW)
  return { from, to }
}

function Compare({ instrument, pair }: Of): ReactNode {
  const { t, pick, shortDay, day: long } = useText()
  const { day } = useProcess()
  const box = useRef<HTMLDivElement>(null)
  const [languages, setLanguages] = useLanguages()
  const [all, setAll] = useState(false)
  const { from, to } = pairOf({ instrument, pair })
  const setPair = (next: { readonly from: string; readonly to: string }) =>
    goWithin(paths.redline(instrument.id, next))
  const made = useMemo(() => {
    const [a, b] = [treeAt(instrument, from), treeAt(instrument, to)]
    return a && b ? redline(a, b, { plenary: true }) : undefined
  }, [instrument, from, to])
  const options = [
    ...instrument.versions.map((v) => ({
      id: v.id,
      label: `${pick(v.title)} · ${shortDay(v.as_of)}`,
    })),
    { id: NOW, label: t('versions.now', { day: long(day) }) },
  ]
  return (
    <Section title={t('versions.redline')} id="redline">
      <div className={css['choose']}>
        <Choice
          label={t('versions.from')}
          value={from}
          onChange={(id) => setPair({ from: id, to })}
          options={options}
        />
        <Choice
          label={t('versions.to')}
          value={to}
          onChange={(id) => setPair({ from, to: id })}
          options={options}
        />
        <Button variant="plain" onPress={() => setPair({ from: to, to: from })}>
          {t('versions.swap')}
        </Button>
      </div>
      {[pair.from, pair.to].some((id) => id !== undefined && id !== from && id !== to) ? (
        <Note>{t('versions.unknown_pair')}</Note>
      ) : null}
      {made ? <Summary redline={made} /> : <Empty title={t('text.not_known_then')} />}
      {made?.changed ? (
        <>
          <div className={css['tools']}>
            <LanguageSwitch value={languages} onChange={setLanguages} />
            <Toggle label={t('versions.show_all')} isSelected={all} onChange={setAll} />
            <Button onPress={() => jump(box.current, -1)}>{t('versions.previous')}</Button>
            <Button onPress={() => jump(box.current, 1)}>{t('versions.next')}</Button>
            <span className={css['soft']}>{t('versions.keys')}</span>
            {/* What is known now has no version to be the older one of a document. */}
            {from === NOW ? null : (
              <DocumentsMenu
                instrument_id={instrument.id}
                since_version_id={from}
                version_id={to === NOW ? undefined : to}
                plenary
              />
            )}
            <Button variant="plain" onPress={() => print()}>
              {t('frame.print')}
            </Button>
          </div>
          <div ref={box}>
            <RedlineView redline={made} languages={languages} all={all} />
          </div>
        </>
      ) : null}
    </Section>
  )
}
