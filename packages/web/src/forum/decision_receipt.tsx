// Find my ballot: a receipt leads to its line in the published sheets, in this browser alone.
import { findReceipt } from '@sulh/analysis/ballot/verify_decision'
import { useState, type ReactNode } from 'react'
import { Button, Note, Section, TextInput } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import css from './decision.module.css'
import type { DecisionView } from './decision_reading.ts'
import { useBallotWords } from './decision_sheet.tsx'

export function FindBallot({ decision }: { decision: DecisionView }): ReactNode {
  const { t, pick } = useText()
  const words = useBallotWords(decision)
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState<string>()
  const { course } = decision
  if (!course.stages.some((s) => s.form === 'secret' && s.count)) return null
  const found = asked === undefined ? undefined : findReceipt(course, asked)
  const own = course.stages.find((s) => s.stage.id === found?.stage)
  const stage = own ? pick(own.stage.name) : ''
  return (
    <Section title={t('decision.find')}>
      <form
        className={css['find']}
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(typed)
        }}
      >
        <TextInput
          label={t('decision.receipt')}
          help={t('decision.find_help')}
          value={typed}
          onChange={setTyped}
          lang="en"
        />
        <Button type="submit">{t('decision.find_button')}</Button>
      </form>
      <div role="status">
        {asked === undefined ? null : found ? (
          <Note>
            {found.ballot === undefined
              ? t('decision.find_sealed', { stage })
              : t('decision.find_found', { stage, choice: words(found.ballot) })}
          </Note>
        ) : (
          <Note tone="warning">{t('decision.find_none')}</Note>
        )}
      </div>
    </Section>
  )
}
