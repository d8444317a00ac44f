// The acts of an edited file, each with a box: where, what was and what the file says, for whom, and where
// the seat cannot do it the reason in the server's words, with the wording in force beside.
import { letterIn, shortName } from '@sulh/analysis/text/labels'
import { comparePassage } from '@sulh/analysis/redline/words'
import { languages, type Language, type PartyName } from '@sulh/analysis/text/tree'
import type { OutputOf } from '@sulh/contract/endpoint'
import type { textDocumentEndpoints } from '@sulh/contract/text_documents'
import type { ReactNode } from 'react'
import { Section } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { PassageWords } from '../redline/passages.tsx'
import { useClause } from './clause.ts'
import css from './update.module.css'

type Act = OutputOf<typeof textDocumentEndpoints.previewUpdate>['acts'][number]
type Both = NonNullable<Act['before']>

export function ActList(props: {
  readonly acts: readonly Act[]
  readonly parties: readonly PartyName[]
  readonly picked: readonly string[]
  readonly onPick: (picked: readonly string[]) => void
}): ReactNode {
  const { t } = useText()
  const { acts, parties, picked, onPick } = props
  if (acts.length === 0) return null
  return (
    <Section title={t('update.acts')} count={acts.length}>
      <ol className={css['acts']}>
        {acts.map((act) => (
          <OneAct
            key={act.key}
            act={act}
            parties={parties}
            needed={act.needs.some((key) => !picked.includes(key))}
            isPicked={picked.includes(act.key)}
            onPick={(on) =>
              onPick(on ? [...picked, act.key] : picked.filter((key) => key !== act.key))
            }
          />
        ))}
      </ol>
    </Section>
  )
}

function OneAct(props: {
  readonly act: Act
  readonly parties: readonly PartyName[]
  readonly needed: boolean
  readonly isPicked: boolean
  readonly onPick: (on: boolean) => void
}): ReactNode {
  const { t } = useText()
  const clause = useClause()
  const { act, parties, needed, isPicked, onPick } = props
  const { refused } = act
  return (
    <li className={css['act']} data-refused={refused ? '' : undefined}>
      <label className={css['pick']}>
        <input
          type="checkbox"
          checked={isPicked}
          disabled={refused !== undefined || needed}
          onChange={(event) => onPick(event.target.checked)}
        />
        <span>
          <strong>{t(`update.act_${act.what}`)}</strong>
          <span className={css['place']}>
            <bdi>{clause(act)}</bdi>
          </span>
        </span>
      </label>
      <div className={css['said']}>
        <About act={act} parties={parties} />
        <Words act={act} />
        <Opened act={act} parties={parties} />
        {refused ? <Why act={act} /> : null}
        {!refused && needed ? <p className={css['soft']}>{t('update.needs')}</p> : null}
      </div>
    </li>
  )
}

/** What is not said by words: whose, which letter, where to. */
function About({ act, parties }: Pick<Parameters<typeof OneAct>[0], 'act' | 'parties'>): ReactNode {
  const { t, lang } = useText()
  const clause = useClause()
  const names = (act.proponents ?? [])
    .map((id) => shortName(parties, id, lang))
    .join(lang === 'ar' ? '، ' : ', ')
  const { behind } = act
  return (
    <>
      {act.label === undefined && names === '' ? null : (
        <p className={css['soft']}>
          {act.label === undefined ? null : <bdi>({letterIn(act.label, lang)}) </bdi>}
          <bdi>{names}</bdi>
        </p>
      )}
      {behind === undefined ? null : (
        <p>{t(behind.below ? 'update.below' : 'update.behind', { clause: clause(behind) })}</p>
      )}
      {(act.what === 'clause_moved' || act.what === 'clause_inserted') && behind === undefined ? (
        <p>{t('update.first')}</p>
      ) : null}
      {act.new_number === undefined ? null : (
        <p>{t('update.new_number', { number: act.new_number })}</p>
      )}
      {(act.below ?? 0) > 0 ? <p>{t('update.with_below', { clauses: act.below ?? 0 })}</p> : null}
      {act.no_text === true ? <p>{t('text.no_text')}</p> : null}
    </>
  )
}

function Words({ act }: { readonly act: Act }): ReactNode {
  const { before, after } = act
  const gone = act.what === 'clause_withdrawn' || act.what === 'alternative_withdrawn'
  const said = (words: Both | undefined, language: Language) => {
    const text = words?.[language]
    return text === undefined || text === '' ? undefined : [{ text }]
  }
  return (
    <div className={css['words']}>
      {languages.map((language) => {
        const [was, is] = [said(before, language), said(after, language)]
        const now = act.what.startsWith('party_') || act.what === 'clause_moved' ? was : is
        const passage = comparePassage(was, gone ? undefined : now)
        return passage === undefined ? null : (
          <p key={language} lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
            <PassageWords passage={passage} fate="same" language={language} />
          </p>
        )
      })}
    </div>
  )
}

function Opened({
  act,
  parties,
}: Pick<Parameters<typeof OneAct>[0], 'act' | 'parties'>): ReactNode {
  const { t, lang } = useText()
  return (act.opens ?? []).map((alternatives, i) => (
    <ul key={`${i}`} className={css['opens']}>
      {alternatives.length === 0 ? <li>{t('documents.to_come')}</li> : null}
      {alternatives.map((one) => (
        <li key={one.label}>
          <bdi>({letterIn(one.label, lang)})</bdi>{' '}
          {one.proponents
            .map((id) => shortName(parties, id, lang))
            .join(lang === 'ar' ? '، ' : ', ')}
          {one.no_text ? (
            <p>{t('text.no_text')}</p>
          ) : (
            <div className={css['words']}>
              <InBoth words={one.words} />
            </div>
          )}
        </li>
      ))}
    </ul>
  ))
}

function InBoth({ words }: { readonly words: Both }): ReactNode {
  return languages.map((language) =>
    words[language] === undefined ? null : (
      <p key={language} lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
        {words[language]}
      </p>
    ),
  )
}

function Why({ act }: { readonly act: Act }): ReactNode {
  const { t, lang } = useText()
  const { refused, now } = act
  if (refused === undefined) return null
  return (
    <div className={css['why']}>
      <p>
        <strong>{t('update.cannot')}</strong> {refused.detail[lang]}
      </p>
      {refused.fault === undefined || refused.code === 'conflict' ? null : (
        <p className={css['soft']}>{refused.fault[lang]}</p>
      )}
      {now === undefined ? null : (
        <>
          <p className={css['soft']}>{t('update.in_force')}</p>
          <div className={css['words']}>
            <InBoth words={now} />
          </div>
        </>
      )}
    </div>
  )
}
