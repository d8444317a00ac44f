// The table of a text to be read or changed: which seat holds the pen, which speaks for whom, and who may
// do which act. Without `onChange` it is read only. It holds no rule: the server decides.
import { tableActs } from '@sulh/contract/text'
import type { ReactNode } from 'react'
import { Note, Toggle } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import css from './panel.module.css'
import { unspoken, withMay, withPart, type Rights } from './rights.ts'

export type Named = { readonly id: string; readonly name: string }

export function RightsFields(props: {
  readonly value: Rights
  readonly onChange?: (rights: Rights) => void
  readonly seats: readonly Named[]
  readonly parties: readonly Named[]
  readonly faults?: Readonly<Record<string, string>> | undefined
}): ReactNode {
  const { t } = useText()
  const { value, onChange, parties, faults = {} } = props
  const silent = unspoken(
    value,
    parties.map((p) => p.id),
  )
  // Who reads shows the seats that have a part; who changes shows all of them.
  const has = (seat: string) =>
    value.holders.includes(seat) || value.speakers.some((s) => s.seat === seat)
  const seats = onChange ? props.seats : props.seats.filter((s) => has(s.id))
  const parts = [
    { id: 'holder', name: t('rights.holds') },
    ...parties.map((p) => ({ id: p.id, name: t('rights.speaks', { name: p.name }) })),
  ]
  const holdsPart = (seat: string, part: string) =>
    part === 'holder'
      ? value.holders.includes(seat)
      : value.speakers.some((s) => s.seat === seat && s.party === part)
  const fault = faults['table.holders'] ?? faults['table.speakers'] ?? faults['table']
  return (
    <>
      <Grid
        caption={t('rights.seats')}
        first={t('rights.seat')}
        columns={parts}
        rows={seats.map((s) => ({ ...s, help: undefined }))}
        isOn={holdsPart}
        onChange={onChange && ((seat, part, on) => onChange(withPart(value, { seat, part, on })))}
      />
      {fault ? <p role="alert">{fault}</p> : null}
      {silent.length > 0 ? (
        <Note>
          {t('rights.unspoken', {
            names: parties
              .filter((p) => silent.includes(p.id))
              .map((p) => p.name)
              .join(t('rights.between')),
          })}
        </Note>
      ) : null}
      <Grid
        caption={t('rights.acts')}
        first={t('rights.act')}
        columns={[
          { id: 'holder', name: t('rights.to_holder') },
          { id: 'party', name: t('rights.to_party') },
        ]}
        rows={tableActs.map((act) => ({
          id: act,
          name: t(`rights.act_${act}`),
          help: t(`rights.help_${act}`),
        }))}
        isOn={(act, who) => value.may[act as keyof Rights['may']].includes(who as 'holder')}
        onChange={
          onChange &&
          ((act, who, on) =>
            onChange(withMay(value, { act: act as keyof Rights['may'], who: who as 'holder', on })))
        }
      />
      {onChange ? (
        <Toggle
          label={t('rights.discloses')}
          isSelected={value.convergence === 'readers'}
          onChange={(on) => onChange({ ...value, convergence: on ? 'readers' : 'mission' })}
        />
      ) : null}
      <Note>
        {t(value.convergence === 'readers' ? 'rights.disclosed' : 'rights.not_disclosed')}
      </Note>
    </>
  )
}

type Row = Named & { readonly help: string | undefined }

function Grid(props: {
  readonly caption: string
  readonly first: string
  readonly columns: readonly Named[]
  readonly rows: readonly Row[]
  readonly isOn: (row: string, column: string) => boolean
  readonly onChange: ((row: string, column: string, on: boolean) => void) | undefined
}): ReactNode {
  const { t } = useText()
  const { columns, rows, isOn, onChange } = props
  return (
    <table className={css['rights']}>
      <caption>{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{props.first}</th>
          {columns.map((c) => (
            <th key={c.id} scope="col">
              {c.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              {row.name}
              {row.help ? <small>{row.help}</small> : null}
            </th>
            {columns.map((c) => (
              <td key={c.id}>
                {onChange ? (
                  <label>
                    <input
                      type="checkbox"
                      aria-label={`${row.name}: ${c.name}`}
                      checked={isOn(row.id, c.id)}
                      onChange={(event) => onChange(row.id, c.id, event.target.checked)}
                    />
                  </label>
                ) : isOn(row.id, c.id) ? (
                  <span aria-label={t('rights.yes')}>✓</span>
                ) : (
                  <span aria-label={t('rights.no')}>–</span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
