// A civil day: typed part by part or picked from a calendar in the viewer's language. Gives and
// takes `2020-10-19`, or the empty string.
import { parseDate } from '@internationalized/date'
import { Calendar as CalendarSign, ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  Calendar,
  CalendarCell,
  CalendarGrid,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  FieldError,
  Group,
  Heading,
  Popover,
} from 'react-aria-components'
import css from './controls.module.css'
import { FieldHelp, FieldLabel } from './fields.tsx'
