// What an act on a text is refused with, in English and Arabic side by side, so that neither goes
// without the other: what is wrong and what to do. What is expected of one field is in remedies.ts.
// Which code a refusal has, and when it is thrown, is said where it is thrown.
type Kind = 'node' | 'slot' | 'alternative' | 'position' | 'reservation'

const kinds: Readonly<Record<Kind, string>> = {
  node: 'هذا البند',
  slot: 'هذه الأقواس',
  alternative: 'هذا البديل',
  position: 'هذا الموقف',
  reservation: 'هذا التحفظ',
}
const kindIn = (kind: string) => kinds[kind as Kind] ?? kind
const statuses: Readonly<Record<string, string>> = { withdrawn: 'مسحوب', merged: 'مدموج في غيره' }
const reasons: Readonly<Record<string, string>> = {
  consensus: 'بتوافق الآراء',
  withdrawn: 'بالسحب',
  merged: 'بالدمج',
  mediators_text: 'بنص الوسيط',
  decision: 'بقرار',
}
const acts: Readonly<Record<string, string>> = {
  draft: 'التحرير',
  propose: 'الاقتراح',
  table: 'الطرح',
  merge: 'توحيد الصياغة',
  close: 'الحسم',
  reopen: 'إعادة الفتح',
  freeze: 'التثبيت',
}

export const refusals = {
  no_text_here: { en: 'There is no such text.', ar: 'لا يوجد نص كهذا.' },
  not_here: (kind: string) => ({
    en: `There is no such ${kind} here.`,
    ar: `لا وجود هنا لما يشير إليه العمل: ${kindIn(kind)}.`,
  }),
  withdrawn: (kind: string) => ({
    en: `This ${kind} is withdrawn: take its withdrawal back first.`,
    ar: `${kindIn(kind)} خارج النص بعد السحب: تراجع عن السحب أولًا.`,
  }),
  not_withdrawn: { en: 'This node is not withdrawn.', ar: 'هذا البند لم يُسحب.' },
  another_first: {
    en: 'Another change came first: read the text again.',
    ar: 'سبق تغيير آخر: اقرأ النص من جديد.',
  },
  table: (act: string) => ({
    en: `The table of this text does not give this seat the right to ${act}: ask the holder of the pen.`,
    ar: `جدول هذا النص لا يمنح هذا المقعد حق ${acts[act] ?? act}: اسأل صاحب القلم.`,
  }),
  own_party: {
    en: 'A seat acts for its own party alone: leave the other party to itself.',
    ar: 'يتصرف المقعد عن طرفه وحده: اترك للطرف الآخر أمره.',
  },
  holder_alone: {
    en: 'Who holds the pen says who may do what.',
    ar: 'صاحب القلم هو من يحدد الصلاحيات.',
  },
  holder_changes_head: {
    en: 'Who holds the pen changes the head of the text: ask the holder.',
    ar: 'صاحب القلم هو من يغيّر رأس النص: اطلب منه ذلك.',
  },
  another_head: {
    en: 'The head of this text was changed in the meantime: look at it as it stands and change it again.',
    ar: 'تغيّر رأس هذا النص في الأثناء: انظر إليه كما هو الآن ثم غيّره من جديد.',
  },
  needs_holder: { en: 'Somebody holds the pen.', ar: 'لا بد من مقعد يحمل القلم.' },
  foreign_speaker: {
    en: 'A seat speaks for a party of this text.',
    ar: 'يتحدث المقعد باسم طرف من أطراف هذا النص.',
  },

  below_itself: {
    en: 'A node cannot stand below itself: choose another place.',
    ar: 'لا يكون البند تحت نفسه: اختر موضعًا آخر.',
  },
  nothing_changed: { en: 'Nothing is changed by this.', ar: 'لا يغيّر هذا شيئًا.' },
  split_languages: {
    en: 'Both parts keep the languages of the node.',
    ar: 'يحتفظ كل جزء بلغات البند.',
  },
  merge_self: { en: 'A node is not merged into itself.', ar: 'لا يُدمج البند في نفسه.' },
  merge_below: {
    en: 'A node that has others below it is not merged: move them.',
    ar: 'لا يُدمج بند تحته بنود أخرى: انقلها أولًا.',
  },
  agreed_by: {
    en: 'An agreed clause names every party that agreed.',
    ar: 'البند المتفق عليه يذكر كل طرف وافق.',
  },
  open_brackets: (count: number) => ({
    en: `This clause still has open brackets (${count}): close them first.`,
    ar: `ما زالت في هذا البند أقواس مفتوحة (${count}): احسمها أولًا.`,
  }),
  not_clean: {
    en: 'A clause is not clean while an authentic language is missing.',
    ar: 'لا يخلو البند من الأقواس ولغة من لغات الحجية غائبة.',
  },

  wrong_language: {
    en: 'The text of one language stands in the other’s place.',
    ar: 'نص إحدى اللغتين في موضع الأخرى.',
  },
  slots_and_words: {
    en: 'Slots and words do not fit together.',
    ar: 'الأقواس والكلمات لا تتوافق.',
  },
  another_revision: {
    en: 'Another revision of this text came first.',
    ar: 'سبقت صياغة أخرى لهذا النص.',
  },

  within_draft: {
    en: 'Brackets within a proposal are opened once it is tabled.',
    ar: 'تُفتح أقواس داخل مقترح بعد طرحه.',
  },
  no_place: {
    en: 'The wording has no place for the slot.',
    ar: 'لا موضع للأقواس في الكلمات.',
  },
  placeholder: {
    en: 'A placeholder waits for text to come.',
    ar: 'الموضع المحفوظ ينتظر نصًا يرد لاحقًا.',
  },
  closed: (reason: string) => ({
    en: `This slot was closed already (${reason.replaceAll('_', ' ')}): reopen it, or let it stand.`,
    ar: `حُسمت هذه الأقواس من قبل (${reasons[reason] ?? reason}): أعد فتحها أو اتركها.`,
  }),
  closed_already: {
    en: 'This slot was closed already: reopen it first.',
    ar: 'حُسمت هذه الأقواس من قبل: أعد فتحها أولًا.',
  },
  is_open: { en: 'This slot is open.', ar: 'هذه الأقواس مفتوحة.' },
  close_on: {
    en: 'A slot is closed on the alternative that stands.',
    ar: 'تُحسم الأقواس على البديل الذي يثبت.',
  },
  close_tabled: {
    en: 'A slot is closed on one of its tabled alternatives.',
    ar: 'تُحسم الأقواس على أحد بدائلها المطروحة.',
  },
  rejected: {
    en: 'A party has rejected this alternative in plenary: record its new position first, or close it as the mediator’s text.',
    ar: 'رفض طرف هذا البديل في الجلسة العامة: سجّل موقفه الجديد أولًا، أو احسم الأقواس بنص الوسيط.',
  },

  names_decision: {
    en: 'A slot that is closed by decision names the decision.',
    ar: 'الأقواس المحسومة بقرار تذكر ذلك القرار.',
  },
  no_decision: { en: 'There is no such decision.', ar: 'لا يوجد قرار كهذا.' },
  nothing_adopted: {
    en: 'Nothing was adopted by this decision.',
    ar: 'لم يُعتمد شيء بهذا القرار.',
  },

  no_text_words: { en: '“No text” has no words.', ar: 'بديل «دون نص» لا كلمات فيه.' },
  no_text_revised: {
    en: '“No text” has no words: propose another alternative.',
    ar: 'بديل «دون نص» لا كلمات فيه: اقترح بديلًا آخر.',
  },
  needs_words: {
    en: 'An alternative needs words before it is tabled.',
    ar: 'لا يُطرح بديل بلا كلمات.',
  },
  alternative_is: (status: string) => ({
    en: `This alternative is ${status}.`,
    ar: `هذا البديل ${statuses[status] ?? status}.`,
  }),
  joined: { en: 'This party is a proponent already.', ar: 'هذا الطرف من أصحاب المقترح أصلًا.' },
  not_joined: { en: 'This party is no proponent.', ar: 'ليس هذا الطرف من أصحاب المقترح.' },
  on_the_table: { en: 'This alternative is on the table.', ar: 'هذا البديل مطروح أصلًا.' },
  tabled_before: { en: 'This proposal was tabled before.', ar: 'طُرح هذا المقترح من قبل.' },
  needs_proponents: {
    en: 'A proposal of a party names its proponents.',
    ar: 'مقترح الطرف يذكر أصحابه.',
  },
  one_slot: {
    en: 'Tabled alternatives of one slot are streamlined.',
    ar: 'تُوحَّد صياغة بدائل مطروحة في أقواس واحدة.',
  },
  words_lost: { en: 'Streamlining loses no words.', ar: 'لا يُفقد توحيد الصياغة أي كلمة.' },
  not_streamlined: {
    en: 'This alternative is not a streamlined one.',
    ar: 'هذا البديل ليس صيغة موحّدة.',
  },
  changed_since: {
    en: 'One of the streamlined alternatives has changed since.',
    ar: 'تغيّر منذ ذلك الحين أحد البدائل التي وُحّدت.',
  },

  no_room: { en: 'There is no such drafting room.', ar: 'لا توجد غرفة صياغة كهذه.' },
  too_many_streams: {
    en: 'Too many live streams are open: try again later.',
    ar: 'البث المفتوح أكثر مما يُحتمل: حاول لاحقًا.',
  },
  step_does_not_fit: {
    en: 'A step does not fit the words, and none was taken.',
    ar: 'إحدى الخطوات لا تلائم الكلمات، ولم تُؤخذ أي خطوة.',
  },
  no_wording: {
    en: 'There is no such wording in this text.',
    ar: 'لا توجد صياغة كهذه في هذا النص.',
  },
  ahead_of_room: {
    en: 'This window is ahead of the room: enter the room again.',
    ar: 'هذه النافذة متقدمة على الغرفة: ادخل الغرفة من جديد.',
  },
  words_went_on: {
    en: 'The words went on while you decided: look again and repeat it.',
    ar: 'تغيّرت الكلمات وأنت تقرر: انظر من جديد ثم أعد العمل.',
  },
  nothing_to_take: {
    en: 'The words are those that stand: there is nothing to take over.',
    ar: 'الكلمات هي السارية نفسها: لا شيء يُؤخذ.',
  },
  not_taken_over: {
    en: 'The words cannot be taken over as they are.',
    ar: 'لا يمكن أخذ الكلمات كما هي.',
  },
  needs_proposal: {
    en: 'A new proposal needs an id, an origin and its proponents.',
    ar: 'المقترح الجديد يحتاج إلى معرّف ومصدر وأصحاب.',
  },

  both: {
    en: 'An alternative is accepted or rejected, not both.',
    ar: 'يُقبل البديل أو يُرفض، لا كلاهما.',
  },
  other_slot: {
    en: 'A position is about alternatives of its own slot.',
    ar: 'الموقف من بدائل أقواسه وحدها.',
  },
  position_place: {
    en: 'A position lies where it was made known, and nowhere else.',
    ar: 'يُحفظ الموقف حيث أُعلن، لا في موضع آخر.',
  },
  position_taken: {
    en: 'This id is another position’s: take a new id.',
    ar: 'هذا المعرّف لموقف آخر: خذ معرّفًا جديدًا.',
  },
} as const
