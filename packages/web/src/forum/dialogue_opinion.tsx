// What was published of a dialogue: the map with one's own place, and the findings. The same for members
// and for citizens, who get the figures in different ways.
import type { OpinionFigures } from '@sulh/contract/forum_dialogue_kinds'
import type { ReactNode } from 'react'
import { Empty } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import css from './dialogue.module.css'
import type { DialogueRead, VoteValue } from './dialogue_data.ts'
import { Findings } from './dialogue_findings.tsx'
import { OpinionMap } from './dialogue_map.tsx'
import { ownPlace } from './dialogue_own.ts'

export function Opinion(props: {
  readonly read: DialogueRead
  readonly figures: OpinionFigures | undefined
  readonly votes: ReadonlyMap<string, VoteValue>
}): ReactNode {
  const { read, figures, votes } = props
  const { t, instant, number } = useText()
  if (!figures)
    return (
      <Empty title={t('dialogue.not_published')}>
        <p>{t('dialogue.not_published_help', { people: read.rules.batch_people })}</p>
      </Empty>
    )
  return (
    <>
      <p className={css['soft']}>
        {t('dialogue.published', {
          at: instant(figures.at),
          minutes: number(read.rules.publish_minutes),
          people: read.rules.batch_people,
        })}
      </p>
      <OpinionMap figures={figures} own={ownPlace(figures, votes)} />
      <Findings read={read} figures={figures} />
    </>
  )
}
