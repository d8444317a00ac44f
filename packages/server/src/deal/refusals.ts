// What the deal room refuses, in English and Arabic side by side, so that neither goes without the
// other: what is wrong, what one field expects and what to do there. When it is thrown, and with which
// code, is said where it is thrown.
import type { Fault, Said } from '@sulh/contract/problem'

type Remedy = Pick<Fault, 'expected' | 'action'>

export const refusals = {
  compartment: { en: 'There is no such compartment.', ar: 'لا وجود لهذا الحيز.' },
  analysts: {
    en: 'Estimates stay with the named analysts.',
    ar: 'تبقى التقديرات لدى المحللين المسمّين.',
  },
  reference: { en: 'A reference leads where it cannot.', ar: 'تقود إحالة إلى حيث لا يجوز.' },
  record: { en: 'There is no such record.', ar: 'لا وجود لهذا السجل.' },
  other_capability: {
    en: 'This record changes by the commands of its own capability.',
    ar: 'لا يتغير هذا السجل إلا بالأعمال الخاصة به.',
  },
  fields: {
    en: 'Some fields are not as they should be.',
    ar: 'بعض الحقول ليست كما ينبغي.',
  },
  files: { en: 'These files cannot be read in.', ar: 'تتعذر قراءة هذه الملفات.' },
  package: { en: 'There is no such package.', ar: 'لا وجود لهذه الحزمة.' },
  clearance: { en: 'There is no such clearance.', ar: 'لا وجود لهذه الإجازة.' },
  nothing_open: {
    en: 'No slot of this package is open: there is nothing to propose.',
    ar: 'لا أقواس مفتوحة في هذه الحزمة: لا شيء يُقترح.',
  },
  within_mission: {
    en: 'A package is proposed within the mission; tabling is an act of its own.',
    ar: 'تُقترح الحزمة داخل البعثة، والطرح عمل قائم بذاته.',
  },
  not_cleared: {
    en: 'This package rests on what was told to the mediator only: a named person clears it first.',
    ar: 'تستند هذه الحزمة إلى ما قيل للوسيط وحده: يجيزها أولًا شخص مسمّى.',
  },
} as const satisfies Readonly<Record<string, Said>>

const CLEAR = {
  en: 'Have it cleared, having seen what it may reveal.',
  ar: 'اطلب إجازتها بعد الاطلاع على ما قد تكشفه.',
}
const clearance = (en: string, ar: string): Remedy => ({ expected: { en, ar }, action: CLEAR })
const SMALLER = {
  en: 'Choose another domain, or leave issues out of it.',
  ar: 'اختر مجالًا آخر أو احذف منه قضايا.',
}
const domain = (en: string, ar: string): Remedy => ({ expected: { en, ar }, action: SMALLER })

export const remedies = {
  cell: {
    expected: {
      en: 'a cell that seats of the mission alone read',
      ar: 'خلية لا تقرؤها إلا مقاعد البعثة',
    },
    action: { en: 'Choose the compartment of the analysts.', ar: 'اختر حيز المحللين.' },
  },
  own_model: {
    expected: { en: 'a model in the same compartment', ar: 'نموذج في الحيز نفسه' },
    action: { en: 'Name the model of this compartment.', ar: 'حدّد نموذج هذا الحيز.' },
  },
  parties_once: {
    expected: { en: 'each party once', ar: 'كل طرف مرة واحدة' },
    action: { en: 'Name different parties.', ar: 'حدّد أطرافًا مختلفة.' },
  },
  mission_cell: {
    expected: {
      en: 'a cell of the mission or its head office, not the analysts’ own',
      ar: 'خلية من خلايا البعثة أو مكتبها الرئيسي، لا حيز المحللين',
    },
    action: {
      en: 'Choose the cell that holds the pen.',
      ar: 'اختر الخلية التي تحمل القلم.',
    },
  },
  clear_it: clearance('a clearance of this package', 'إجازة لهذه الحزمة'),
  clear_this: clearance(
    'a clearance of this package, not of another',
    'إجازة لهذه الحزمة لا لغيرها',
  ),
  clear_as_it_is: clearance('a clearance of the package as it is now', 'إجازة للحزمة كما هي الآن'),
  clear_what_is_shown: clearance(
    'a clearance that shows the estimates as they are now',
    'إجازة تبيّن التقديرات كما هي الآن',
  ),
  additive: domain(
    'an additive domain: this one has terms over several issues',
    'مجال جمعي: في هذا المجال حدود تشمل عدة قضايا',
  ),
  few_options: domain('at most 24 options an issue', '24 خيارًا للقضية على الأكثر'),
  few_issues: domain('at most 200 issues', '200 قضية على الأكثر'),
  genius: {
    expected: { en: 'GENIUS files', ar: 'ملفات مجال تفاوضي وملامح أطرافه' },
    action: { en: 'Correct the file that is named.', ar: 'صحّح الملف المذكور.' },
  },
  key_once: (key: string) => ({
    expected: { en: `the key ${key} once`, ar: `المفتاح ${key} مرة واحدة` },
    action: { en: 'Give every option a key of its own.', ar: 'أعط كل خيار مفتاحًا خاصًا به.' },
  }),
  key_on_table: {
    expected: { en: 'the key of an option', ar: 'مفتاح خيار' },
    action: { en: 'Choose one of the options.', ar: 'اختر أحد الخيارات.' },
  },
  issue: {
    expected: { en: 'an issue of this model', ar: 'قضية من هذا النموذج' },
    action: { en: 'Choose one of its issues.', ar: 'اختر إحدى قضاياه.' },
  },
  scores: (keys: readonly string[]) => ({
    expected: {
      en: `one score for each option: ${keys.join(', ')}`,
      ar: `درجة لكل خيار: ${keys.join('، ')}`,
    },
    action: {
      en: 'Score every option of the issue once.',
      ar: 'أعط كل خيار من خيارات القضية درجة واحدة.',
    },
  }),
  mediator_only: {
    expected: {
      en: 'mediator_only, because evidence was told in caucus or consultation',
      ar: '«للوسيط وحده»، لأن من الأدلة ما قيل في لقاء منفرد أو مشاورة',
    },
    action: {
      en: 'Mark it “mediator only”, or leave that evidence out.',
      ar: 'ضع عليه علامة «للوسيط وحده»، أو استبعد ذلك الدليل.',
    },
  },
  choice: {
    expected: { en: 'an option of an issue of this model', ar: 'خيار من قضية في هذا النموذج' },
    action: { en: 'Choose one that the model has.', ar: 'اختر خيارًا موجودًا في النموذج.' },
  },
  then: {
    expected: { en: 'what is required', ar: 'ما هو مطلوب' },
    action: { en: 'Name at least one option.', ar: 'اذكر خيارًا واحدًا على الأقل.' },
  },
  how_many: {
    expected: { en: 'how many at most', ar: 'الحد الأقصى للعدد' },
    action: { en: 'Give a number.', ar: 'اكتب عددًا.' },
  },
  worth: {
    expected: { en: 'what it is worth to a party', ar: 'قيمته عند طرف' },
    action: { en: 'Give points for a party.', ar: 'اكتب نقاطًا لأحد الأطراف.' },
  },
  costs: (count: number) => ({
    expected: { en: `${count} costs, one a choice`, ar: `${count} كلفة، واحدة لكل اختيار` },
    action: { en: 'Say what each choice costs.', ar: 'اذكر كلفة كل اختيار.' },
  }),
  limit: {
    expected: { en: 'how much all may cost together', ar: 'سقف الكلفة مجتمعة' },
    action: { en: 'Give a number.', ar: 'اكتب عددًا.' },
  },
  whole_package: (count: number) => ({
    expected: {
      en: `one option for each of the ${count} issues of the model`,
      ar: `خيار لكل قضية من قضايا النموذج (${count})`,
    },
    action: {
      en: 'Choose an option of every issue once.',
      ar: 'اختر لكل قضية خيارًا واحدًا.',
    },
  }),
  in_the_same_step: {
    en: 'Change or withdraw this link in the same step.',
    ar: 'غيّر هذه الصلة أو اسحبها في الخطوة نفسها.',
  },
} as const
