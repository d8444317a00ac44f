// One link across tracks as a sentence that says how the other end stands.
import type { ReactNode } from 'react'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import { Sentence } from '../records/pieces.tsx'
import { leadOf, valueOf } from '../view.ts'
import type { CrossLink } from './selection.ts'

export function CrossSentence({ link }: { link: CrossLink }): ReactNode {
  const { t, pick, lang } = useText()
  const { view } = useProcess()
  const status = valueOf(link.other, 'issue', 'status')?.status
  const family = valueOf(link.otherTrack, 'track', 'description')?.family
  const words = {
    subject: pick(view.title(link.subject)),
    object: pick(view.title(link.object)),
    track: family ? t(word('family', family)) : pick(view.title(link.otherTrack)),
    status: status ? t(word('issue_status', status)).toLocaleLowerCase(lang) : '—',
  }
  const key = {
    requires: 'track.waits',
    excludes: 'track.excluded',
    in_conjunction_with: 'track.conjoined',
    eases: 'track.eases',
  } as const
  return (
    <Sentence id={link.link.id} fact={leadOf(link.link)}>
      {t(key[link.relation], words)}
    </Sentence>
  )
}
