// Where a figure comes from: a button beside it opens the method in words, and the certificate of the
// publication that it belongs to.
import type { OpinionFigures } from '@sulh/contract/forum_dialogue_kinds'
import { useState, type ReactNode } from 'react'
import { Button, Dialog } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import css from './dialogue.module.css'

export type Method = 'map' | 'unites' | 'divides' | 'blocs' | 'bridging' | 'represents' | 'table'

export function Figure(props: {
  readonly of: Method
  readonly figures: OpinionFigures
}): ReactNode {
  const { of, figures } = props
  const { t, number, instant } = useText()
  const [open, setOpen] = useState(false)
  const { certificate } = figures
  const rows: readonly (readonly [string, string])[] = [
    [t('dialogue.cert_method'), certificate.method],
    [t('dialogue.cert_at'), instant(figures.at)],
    [t('dialogue.cert_batch'), number(certificate.batch_people)],
    [t('dialogue.cert_seed'), String(certificate.seed)],
    [
      t('dialogue.cert_tried'),
      certificate.tried
        .map((trial) => `k = ${trial.k}: ${number(Math.round(trial.certainty * 1000) / 1000)}`)
        .join(' · ') || '—',
    ],
    [t('dialogue.cert_noise'), number(certificate.noise)],
    [t('dialogue.cert_spread'), certificate.spread.map(number).join(', ')],
    ...Object.entries(certificate.pca).map(
      ([name, value]) => [`pca.${name}`, JSON.stringify(value)] as const,
    ),
  ]
  return (
    <>
      <Button variant="plain" onPress={() => setOpen(true)}>
        {t('dialogue.how')}
      </Button>
      <Dialog title={t(`dialogue.method_${of}_title`)} isOpen={open} onClose={() => setOpen(false)}>
        <p>{t(`dialogue.method_${of}`)}</p>
        <p>{t('dialogue.method_release')}</p>
        <h3>{t('dialogue.certificate')}</h3>
        <dl className={css['certificate']}>
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="ltr">{value}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </>
  )
}
