// The date cursor: a thin line of time under the bar. Moving it re-renders every screen as of the
// end of the chosen day. What is not yet known on that day leaves no mark on the line.
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useMemo, type ReactNode } from 'react'
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { IconButton } from '../design/button.tsx'
import { useText } from '../messages/index.ts'
import { exampleDays, today, useProcess } from '../process/data.ts'
import { useSettings } from '../session/settings.ts'
import { addDays, fromSerial, lineOf, placeOn, serial, type Line } from './days.ts'
import css from './frame.module.css'

const TALLEST_PX = 16

/** The line's span, and how many facts became known on each day. */
function useLearned(): { line: Line; learned: ReadonlyMap<string, number> } {
  const { records } = useProcess()
  return useMemo(() => {
    const learned = new Map<string, number>()
    const moves: string[] = []
    for (const record of records.values()) {
      if (record.kind === 'source') continue
      for (const fact of record.facts) {
        const day = fact.known_from.slice(0, 10)
        learned.set(day, (learned.get(day) ?? 0) + 1)
        if (record.kind === 'round' || record.kind === 'meeting') moves.push(day)
      }
    }
    return { line: lineOf(moves, [...learned.keys()], today()), learned }
  }, [records])
}

function LineOfTime(): ReactNode {
  const { day } = useProcess()
  const { set } = useSettings()
  const { t, day: long } = useText()
  const { line, learned } = useLearned()
  const at = (d: string) => `${placeOn(line, d).toFixed(3)}%`
  const years: string[] = []
  for (let y = Number(line.from.slice(0, 4)); y <= Number(line.to.slice(0, 4)); y++) {
    years.push(`${y}-01-01`)
  }
  return (
    <div className={css['line']}>
      <div className={css['line_base']} />
      <div className={css['line_known']} style={{ inlineSize: at(day) }} />
      {[...learned]
        .filter(([d]) => d <= day && d >= line.from)
        .map(([d, count]) => (
          <i
            key={d}
            className={css['line_tick']}
            style={{
              insetInlineStart: at(d),
              blockSize: `${Math.min(TALLEST_PX, 3 + Math.sqrt(count) * 1.6)}px`,
            }}
          />
        ))}
      {years.map((y) => (
        <span key={y} className={css['line_year']} style={{ insetInlineStart: at(y) }}>
          {y.slice(0, 4)}
        </span>
      ))}
      <i className={css['line_thumb']} style={{ insetInlineStart: at(day) }} />
      <input
        type="range"
        className={css['range']}
        aria-label={t('frame.cursor')}
        aria-valuetext={long(day)}
        min={serial(line.from)}
        max={serial(line.to)}
        value={serial(day)}
        onChange={(e) => set({ day: fromSerial(Number(e.target.value)) })}
      />
    </div>
  )
}

/** As known then, as known now, or as recorded here. */
function BasisChoice(): ReactNode {
  const { basis, set } = useSettings()
  const { t } = useText()
  return (
    <select
      className={css['basis']}
      aria-label={t('frame.basis')}
      value={basis}
      data-usual={basis === 'known' ? true : undefined}
      onChange={(e) => set({ basis: e.target.value as typeof basis })}
    >
      <option value="known">{t('frame.basis_known')}</option>
      <option value="hindsight">{t('frame.basis_hindsight')}</option>
      <option value="recorded">{t('frame.basis_recorded')}</option>
    </select>
  )
}

export function DateCursor(): ReactNode {
  const { day, session } = useProcess()
  const { set } = useSettings()
  const { t, day: long, shortDay } = useText()
  const choose = (next: string) => {
    if (/^\d{4}-\d{2}-\d{2}$/.test(next)) set({ day: next })
  }
  const presets = session.example ? [...exampleDays, today()] : [today()]
  const name = (d: string) => (d === today() ? t('frame.today') : `${shortDay(d)} ${d.slice(0, 4)}`)
  return (
    <div className={css['strip']} role="group" aria-label={t('frame.cursor')}>
      <div className={css['day']}>
        <IconButton label={t('frame.previous_day')} onPress={() => set({ day: addDays(day, -1) })}>
          <ChevronLeft size={18} className={css['flip']} aria-hidden />
        </IconButton>
        <DialogTrigger>
          <Button className={css['day_button'] ?? ''}>{long(day)}</Button>
          <Popover placement="bottom start">
            <Dialog className={css['plain_dialog'] ?? ''} aria-label={t('frame.cursor')}>
              <div className={css['goto']}>
                <p>{t('frame.cursor_help')}</p>
                <input
                  type="date"
                  className={css['search_input']}
                  aria-label={t('frame.cursor')}
                  value={day}
                  onChange={(e) => choose(e.target.value)}
                />
                {presets.map((d) => (
                  <Button key={d} className={css['preset'] ?? ''} onPress={() => choose(d)}>
                    {d === today() ? t('frame.today') : long(d)}
                  </Button>
                ))}
                <BasisChoice />
              </div>
            </Dialog>
          </Popover>
        </DialogTrigger>
        <IconButton label={t('frame.next_day')} onPress={() => set({ day: addDays(day, 1) })}>
          <ChevronRight size={18} className={css['flip']} aria-hidden />
        </IconButton>
      </div>
      <LineOfTime />
      <div className={css['presets']}>
        {presets.map((d) => (
          <button
            key={d}
            type="button"
            className={css['preset']}
            aria-pressed={d === day}
            title={long(d)}
            onClick={() => choose(d)}
          >
            {name(d)}
          </button>
        ))}
      </div>
      <BasisChoice />
    </div>
  )
}
