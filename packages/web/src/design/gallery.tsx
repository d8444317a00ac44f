// Every component of the design on one page, in the viewer's language, for looking at.
import { useState, type ReactNode } from 'react'
import { useText } from '../messages/index.ts'
import {
  Button,
  Certainty,
  Choice,
  DataTable,
  DayInput,
  Dialog,
  Empty,
  Mark,
  Note,
  Page,
  PartyMark,
  Section,
  Skeleton,
  StatusChip,
  Tabs,
  TextInput,
  Toggle,
  TrackMark,
} from './index.ts'

export default function Gallery(): ReactNode {
  const { t } = useText()
  const [text, setText] = useState('')
  const [day, setDay] = useState('2020-10-19')
  const [on, setOn] = useState(true)
  const [open, setOpen] = useState(false)
  const row = { display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'center' } as const
  const certainties = ['confirmed', 'reported', 'disputed', 'unconfirmed'] as const
  return (
    <Page title={t('frame.gallery')} lead={t('frame.cursor_help')}>
      <Section title={t('words.kind_actor')}>
        <div style={row}>
          <PartyMark side="A" /> <PartyMark side="B" />
          {(['security', 'political', 'economic', 'international'] as const).map((f) => (
            <TrackMark key={f} family={f} />
          ))}
        </div>
      </Section>
      <Section title={t('overview.legend')}>
        <div style={row}>
          {certainties.map((c) => (
            <Certainty key={c} value={c} />
          ))}
          <Mark value="derived" /> <Mark value="reconstruction" /> <Mark value="illustration" />
          <StatusChip tone="agreed">{t('words.issue_status_agreed')}</StatusChip>
          <StatusChip tone="provisionally_agreed">
            {t('words.issue_status_provisionally_agreed')}
          </StatusChip>
          <StatusChip tone="under_discussion">
            {t('words.issue_status_under_discussion')}
          </StatusChip>
        </div>
      </Section>
      <Section title={t('frame.details')}>
        <div style={row}>
          <Button variant="primary" onPress={() => setOpen(true)}>
            {t('frame.new_record')}
          </Button>
          <Button>{t('frame.print')}</Button>
          <Button variant="plain">{t('frame.close')}</Button>
          <Button isDisabled>{t('frame.retry')}</Button>
        </div>
        <Dialog title={t('frame.new_record')} isOpen={open} onClose={() => setOpen(false)}>
          <TextInput
            label={t('overview.what')}
            value={text}
            onChange={setText}
            help={t('frame.search_hint')}
          />
        </Dialog>
      </Section>
      <Section title={t('words.act_state')}>
        <TextInput
          label={t('overview.what')}
          value={text}
          onChange={setText}
          isRequired
          error={text ? undefined : t('frame.required')}
        />
        <TextInput label={t('overview.what')} value={text} onChange={setText} long lang="ar" />
        <DayInput label={t('overview.when')} value={day} onChange={setDay} />
        <Choice
          label={t('overview.kind')}
          value=""
          onChange={() => undefined}
          options={certainties.map((c) => ({ id: c, label: t(`words.certainty_${c}`) }))}
        />
        <Toggle label={t('frame.example')} isSelected={on} onChange={setOn} />
      </Section>
      <Section title={t('frame.table')} count={certainties.length}>
        <DataTable
          label={t('frame.table')}
          rows={certainties}
          rowKey={(c) => c}
          columns={[
            { key: 'what', title: t('overview.what'), render: (c) => t(`words.certainty_${c}`) },
            { key: 'mark', title: t('overview.kind'), render: (c) => <Certainty value={c} /> },
          ]}
        />
      </Section>
      <Section title={t('frame.empty_process')}>
        <Tabs
          items={[
            {
              id: 'a',
              label: t('overview.next'),
              content: <Empty title={t('overview.no_next')} />,
            },
            { id: 'b', label: t('frame.loading'), content: <Skeleton lines={4} /> },
          ]}
        />
        <Note>{t('frame.seat_help')}</Note>
        <Note tone="warning">{t('frame.only_in')}</Note>
      </Section>
    </Page>
  )
}
