// The fields of one facet, its references, and what is said about the fact itself. Every label and
// help comes from the catalogue, every field from the contract.
import { certainties, channels, confirmations, type Kind, marks } from '@sulh/contract/process'
import { Fragment, type ReactNode } from 'react'
import { Choice, DayInput, TextInput } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import type { FactForm } from './fact_form.ts'
import { type Field, fieldsOf, holdsForPeriod, referencesOf } from './fields.ts'
import css from './forms.module.css'
import { choiceLabel, fieldHelp, fieldLabel, referenceLabel } from './labels.ts'
import { ReferencePicker } from './reference_picker.tsx'

type Props = {
  readonly kind: Kind
  readonly facet: string
  readonly compartment_id: string
  readonly form: FactForm
}

export function FactFields(props: Props): ReactNode {
  const { t } = useText()
  const { kind, facet, form } = props
  return (
    <div className={css['fields']}>
      {fieldsOf(kind, facet).map((field) => (
        <OneField key={field.name} kind={kind} field={field} form={form} />
      ))}
      {referencesOf(kind, facet).map((rule) => (
        <ReferencePicker
          key={rule.path}
          label={t(referenceLabel(rule.path))}
          rule={rule}
          compartment_id={props.compartment_id}
          chosen={form.choices[rule.path] ?? []}
          onChange={(ids) => form.choose(rule.path, ids)}
          error={form.faults[rule.path]}
        />
      ))}
      <AboutFact form={form} period={holdsForPeriod(fieldsOf(kind, facet))} />
    </div>
  )
}

/** Faults that no field of this form stands for; they must be seen all the same. */
export function Unplaced({ kind, facet, form }: Props): ReactNode {
  const placed = new Set([
    ...fieldsOf(kind, facet).map((f) => f.name),
    ...referencesOf(kind, facet).map((r) => r.path),
    'known_from',
    'held_from',
    'held_to',
    'certainty',
    'mark',
    'channel',
    'confirmation',
  ])
  const rest = Object.entries(form.faults).filter(([key]) => !placed.has(key.split('.')[0] ?? ''))
  return rest.map(([key, words]) => <p key={key}>{words}</p>)
}

function OneField({ kind, field, form }: { kind: Kind; field: Field; form: FactForm }): ReactNode {
  const { t } = useText()
  const help = fieldHelp(field.name)
  const label = t(fieldLabel(field.name)) + (field.required ? '' : ` (${t('forms.optional')})`)
  const part = (path: string) => ({
    value: form.draft[path] ?? '',
    onChange: (text: string) => form.type(path, text),
    error: form.faults[path] ?? form.faults[field.name],
    isRequired: false,
    ...(help ? { help: t(help) } : {}),
  })
  switch (field.shape) {
    case 'bilingual':
      return (
        <fieldset className={css['pair']}>
          <legend>{label}</legend>
          {(['en', 'ar'] as const).map((lang) => (
            <TextInput
              key={lang}
              label={t(`forms.language_${lang}`)}
              lang={lang}
              long={field.long}
              {...part(`${field.name}.${lang}`)}
              help={lang === 'en' && help ? t(help) : undefined}
            />
          ))}
        </fieldset>
      )
    case 'period':
      return (
        <fieldset className={css['pair']}>
          <legend>{label}</legend>
          <DayInput label={t('forms.first_day')} {...part(`${field.name}.from`)} />
          <DayInput label={t('forms.last_day')} {...part(`${field.name}.to`)} />
        </fieldset>
      )
    case 'day':
      return <DayInput label={label} {...part(field.name)} />
    case 'choice':
    case 'yes_no': {
      const options =
        field.shape === 'yes_no'
          ? [
              { id: 'yes', label: t('forms.yes') },
              { id: 'no', label: t('forms.no') },
            ]
          : field.options.map((id) => {
              const key = choiceLabel(kind, field.name, id)
              return { id, label: key ? t(key) : id }
            })
      return <Choice label={label} options={options} allowEmpty {...part(field.name)} />
    }
    case 'number':
      return <TextInput label={label} {...part(field.name)} />
    case 'text':
      return <TextInput label={label} {...part(field.name)} />
  }
}

function AboutFact({ form, period }: { form: FactForm; period: boolean }): ReactNode {
  const { t } = useText()
  const { about, tell, faults } = form
  const lists = [
    ['certainty', certainties],
    ['mark', marks],
    ['channel', channels],
    ['confirmation', confirmations],
  ] as const
  return (
    <fieldset className={css['about']}>
      <legend>{t('forms.about_fact')}</legend>
      <DayInput
        label={t('forms.known_from')}
        help={t('forms.help_known_from')}
        value={about.known_from}
        onChange={(known_from) => tell({ known_from })}
        error={faults['known_from']}
      />
      {period
        ? (['held_from', 'held_to'] as const).map((name) => (
            <DayInput
              key={name}
              label={`${t(`forms.${name}`)} (${t('forms.optional')})`}
              help={name === 'held_from' ? t('forms.help_held') : undefined}
              value={about[name]}
              onChange={(day) => tell({ [name]: day })}
              error={faults[name]}
            />
          ))
        : null}
      {lists.map(([name, options]) => (
        <Fragment key={name}>
          <Choice
            label={t(`forms.${name}`)}
            value={about[name]}
            onChange={(value) => tell({ [name]: value })}
            options={options.map((id) => ({ id, label: t(word(name, id)) }))}
            error={faults[name]}
          />
        </Fragment>
      ))}
    </fieldset>
  )
}
