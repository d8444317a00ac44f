// Links between open points, also across tracks: listed in words, changed and withdrawn.
import { useState, type ReactNode } from 'react'
import { Button, Note, Section } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { useSending } from '../process/forms/sending.ts'
import type { DealCase, DealLink } from './case.ts'
import css from './deal.module.css'
import { LinkPanel } from './link_form.tsx'
import { linkWords } from './link_words.ts'
import { emptyLink, formOfLink, type LinkForm } from './link_records.ts'
import { recordDeal } from './send.ts'

export function LinksEditor({ deal }: { readonly deal: DealCase }): ReactNode {
  const { t } = useText()
  const process = useProcess()
  const { busy, refusal, send } = useSending()
  const [form, setForm] = useState<LinkForm>()
  const [leaving, setLeaving] = useState('')
  const withdraw = async (link: DealLink) => {
    const done = await send(() =>
      recordDeal(process, {
        compartment_id: deal.compartment_id,
        withdraw: [
          { id: link.id, reason: { en: 'The link does not hold.', ar: 'الصلة غير قائمة.' } },
        ],
      }),
    )
    if (done) setLeaving('')
  }
  return (
    <Section title={t('deal.links')} count={deal.links.length}>
      {deal.links.length === 0 ? <p className={css['soft']}>{t('deal.links_none')}</p> : null}
      <ul className={css['bare']}>
        {deal.links.map((link) => (
          <Row
            key={link.id}
            deal={deal}
            link={link}
            leaving={leaving === link.id}
            busy={busy}
            onChange={() => setForm(formOfLink(link))}
            onLeave={(asked) => setLeaving(asked ? link.id : '')}
            onWithdraw={() => void withdraw(link)}
          />
        ))}
      </ul>
      {refusal ? <Note tone="warning">{refusal}</Note> : null}
      {form ? (
        <LinkPanel
          key={form.id ?? 'new'}
          deal={deal}
          given={form}
          onDone={() => setForm(undefined)}
        />
      ) : deal.points.length === 0 ? null : (
        <Button onPress={() => setForm(emptyLink)}>{t('deal.add_link')}</Button>
      )}
    </Section>
  )
}

function Row(props: {
  readonly deal: DealCase
  readonly link: DealLink
  /** Whether its withdrawal was asked for and is not said yes to. */
  readonly leaving: boolean
  readonly busy: boolean
  readonly onChange: () => void
  readonly onLeave: (asked: boolean) => void
  readonly onWithdraw: () => void
}): ReactNode {
  const { deal, link, leaving, busy, onChange, onLeave, onWithdraw } = props
  const text = useText()
  const { t, pick } = text
  const words = linkWords(deal, link, text)
  return (
    <li className={css['estimate']}>
      <div className={css['link_row']}>
        <div>
          <b>{t(`deal.class_${link.class}`)}</b> {words}{' '}
          <span className={css['soft']}>{pick(link.reason)}</span>
        </div>
        <span className={css['row']}>
          <Button label={t('deal.change_of', { name: words })} onPress={onChange}>
            {t('deal.change')}
          </Button>
          {leaving ? (
            <>
              <Button variant="primary" isDisabled={busy} onPress={onWithdraw}>
                {t('deal.withdraw_yes')}
              </Button>
              <Button onPress={() => onLeave(false)}>{t('deal.keep')}</Button>
            </>
          ) : (
            <Button
              variant="plain"
              label={t('deal.withdraw_of', { name: words })}
              onPress={() => onLeave(true)}
            >
              {t('deal.withdraw')}
            </Button>
          )}
        </span>
      </div>
    </li>
  )
}
