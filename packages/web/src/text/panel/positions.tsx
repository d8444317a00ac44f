// Where each party stands on a slot, the three bases kept apart: declared in plenary, told in caucus,
// estimated. A basis of which this seat sees nothing is not mentioned at all.
import { basisLabels, shortName } from '@sulh/analysis/text/labels'
import { positionBases, type Slot } from '@sulh/analysis/text/tree'
import type { ReactNode } from 'react'
import { Bi, Readers } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useOpenText } from '../open_text.ts'
import css from '../panel.module.css'
import { PartySign } from '../words.tsx'
import { useStanceWords } from './stance_words.ts'

export function Positions({ slot }: { readonly slot: Slot }): ReactNode {
  const { t, lang } = useText()
  const { tree } = useOpenText()
  const stanceWords = useStanceWords()
  return (
    <section className={css['part']}>
      <h3>{t('text.positions')}</h3>
      {slot.positions.length === 0 ? <p className={css['soft']}>{t('text.no_positions')}</p> : null}
      {positionBases.map((basis) => {
        const of = slot.positions.filter((p) => p.basis === basis)
        if (of.length === 0) return null
        return (
          <div key={basis}>
            <div className={css['basis_head']}>{basisLabels[basis][lang]}</div>
            <dl className={css['stances']}>
              {of.map((position) => (
                <div key={position.id}>
                  <dt>
                    <PartySign id={position.party} />{' '}
                    <span aria-hidden>{shortName(tree.parties, position.party, lang)}</span>
                  </dt>
                  <dd>
                    {stanceWords(position)}
                    {position.note ? (
                      <div className={css['soft']}>
                        <Bi text={{ en: position.note.en ?? '', ar: position.note.ar ?? '' }} />
                      </div>
                    ) : null}
                    {basis === 'declared' ? null : (
                      <div>
                        <Readers compartment_id={position.compartment_id} />
                      </div>
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </div>
        )
      })}
    </section>
  )
}
