// What was done, in one sentence above the paper, with the way back where the model has one.
import { useState, type ReactNode } from 'react'
import { Button } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { refusalOf } from './acting.ts'
import { useOpenText, type Done } from './open_text.ts'
import css from './panel.module.css'

export function DoneLine({ done }: { readonly done: Done }): ReactNode {
  const words = useText()
  const { t } = words
  const { say, instrument } = useOpenText()
  const { refresh } = useProcess()
  const [failed, setFailed] = useState<string>()
  const undo = async () => {
    try {
      await done.undo?.()
      await Promise.all([instrument.refresh(), refresh()])
      say({ sentence: t('text.undone') })
    } catch (error) {
      setFailed(refusalOf(error, words).sentence)
    }
  }
  return (
    <div className={css['done']} role="status">
      <span>{failed ?? done.sentence}</span>
      {done.undo && failed === undefined ? (
        <Button onPress={() => void undo()}>{t('text.undo')}</Button>
      ) : null}
      <Button variant="plain" onPress={() => say(undefined)}>
        {t('frame.close')}
      </Button>
    </div>
  )
}
