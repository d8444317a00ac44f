// New links, the only time that they are shown: a slip for each in both languages, to be printed and cut,
// or a file with all of them.
import { useState, type ReactNode } from 'react'
import { Button, Note, Section } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import css from './citizen.module.css'
import type { Made } from './citizen_links.tsx'
import type { DialogueRead } from './dialogue_data.ts'

export function Slips(props: {
  readonly read: DialogueRead
  readonly made: Made
  readonly onDone: () => void
}): ReactNode {
  const { read, made, onDone } = props
  const { t } = useText()
  const [kept, setKept] = useState(false)
  const { title } = read.dialogue
  const save = () => {
    const rows = made.links.map(({ address }, i) => `${i + 1},${address}`)
    const file = new Blob([`number,link\r\n${rows.join('\r\n')}\r\n`], { type: 'text/csv' })
    const link = document.createElement('a')
    link.href = URL.createObjectURL(file)
    link.download = `${made.label.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.csv`
    link.click()
    URL.revokeObjectURL(link.href)
    setKept(true)
  }
  return (
    <Section title={t('citizen.new_links', { label: made.label })} count={made.links.length}>
      <div className={css['on_screen']}>
        <Note tone="warning">{t('citizen.shown_once')}</Note>
      </div>
      <div className={css['slip_acts']}>
        <Button variant="primary" onPress={save}>
          {t('citizen.save')}
        </Button>
        <Button
          onPress={() => {
            setKept(true)
            print()
          }}
        >
          {t('citizen.print')}
        </Button>
        <Button isDisabled={!kept} onPress={onDone}>
          {t('citizen.done')}
        </Button>
      </div>
      <ol className={css['slips']}>
        {made.links.map(({ address, hash }, i) => (
          <li key={hash}>
            <p lang="ar" dir="rtl">
              <b>{title.ar}</b>
              <br />
              {'هذا الرابط لك وحدك. افتحه في متصفح لتصوّت، ولا تعطه لأحد.'}
            </p>
            <p lang="en" dir="ltr">
              <b>{title.en}</b>
              <br />
              This link is yours alone. Open it in a browser to vote, and give it to nobody.
            </p>
            <code dir="ltr">{address}</code>
            <small dir="auto">
              {made.label} · {i + 1}
            </small>
          </li>
        ))}
      </ol>
    </Section>
  )
}
