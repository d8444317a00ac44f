// What an act on a text expects of one field, and what to do there, in English and Arabic side by side.
// The sentence of the whole refusal is in refusals.ts.
import type { Said } from '@sulh/contract/problem'

type Remedy = { readonly expected: Said; readonly action: Said }

const LANGUAGE = { en: 'الإنجليزية', ar: 'العربية' } as const
export const remedies = {
  holder: {
    expected: { en: 'a seat', ar: 'مقعد' },
    action: { en: 'Name the seat that holds the pen.', ar: 'حدّد المقعد الذي يحمل القلم.' },
  },
  speaker: {
    expected: { en: 'a party of this text', ar: 'طرف من أطراف هذا النص' },
    action: {
      en: 'Add the party, or leave the seat out.',
      ar: 'أضف الطرف أو اترك المقعد.',
    },
  },
  head_in_force: {
    expected: { en: 'the head in force', ar: 'رأس النص الساري' },
    action: { en: 'Read the text again.', ar: 'اقرأ النص من جديد.' },
  },
  head_change: {
    expected: {
      en: 'another title, mode, holder, language or showing of proponents',
      ar: 'عنوان آخر أو نوع أو صاحب قلم أو لغة أو إظهار آخر لأصحاب المقترحات',
    },
    action: { en: 'Change one of them.', ar: 'غيّر واحدًا منها.' },
  },
  change: {
    expected: { en: 'new words or a heading', ar: 'كلمات جديدة أو عنوان' },
    action: { en: 'Write at least one.', ar: 'اكتب واحدًا على الأقل.' },
  },
  new_words: {
    expected: { en: 'new words', ar: 'كلمات جديدة' },
    action: { en: 'Write at least one language.', ar: 'اكتب لغة واحدة على الأقل.' },
  },
  keep: {
    expected: { en: 'the words that stay', ar: 'الكلمات التي تبقى' },
    action: { en: 'Write them.', ar: 'اكتبها.' },
  },
  other_nodes: {
    expected: { en: 'other nodes', ar: 'بنود أخرى' },
    action: { en: 'Leave this node out.', ar: 'اترك هذا البند.' },
  },
  all_parties: {
    expected: { en: 'all parties of the text', ar: 'كل أطراف النص' },
    action: {
      en: 'Name the others, or leave the stage at clean.',
      ar: 'اذكر الآخرين، أو اترك المرحلة عند «خالٍ من الأقواس».',
    },
  },
  authentic: (missing: readonly ('en' | 'ar')[]) => ({
    expected: {
      en: `words in: ${missing.join(', ')}`,
      ar: `كلمات بـ: ${missing.map((l) => LANGUAGE[l]).join('، ')}`,
    },
    action: { en: 'Write them first.', ar: 'اكتبها أولًا.' },
  }),
  own_language: (language: 'en' | 'ar') => ({
    expected:
      language === 'en'
        ? { en: 'English text', ar: 'نص إنجليزي' }
        : { en: 'Arabic text', ar: 'نص عربي' },
    action: {
      en: 'Put the text of each language in its own place.',
      ar: 'ضع نص كل لغة في موضعه.',
    },
  }),
  unknown_slot: {
    expected: { en: 'a slot of this node', ar: 'أقواس من هذا البند' },
    action: { en: 'Open the slot first.', ar: 'افتح الأقواس أولًا.' },
  },
  slot_once: {
    expected: { en: 'each slot once', ar: 'كل أقواس مرة واحدة' },
    action: { en: 'Leave one of them out.', ar: 'اترك إحداها.' },
  },
  slot_missing: (slot: string) => ({
    expected: { en: `the slot ${slot} in its place`, ar: `الأقواس ${slot} في موضعها` },
    action: {
      en: 'Close or withdraw a slot; it is not deleted with the words around it.',
      ar: 'احسم الأقواس أو اسحبها؛ فهي لا تُحذف مع ما حولها من كلمات.',
    },
  }),
  in_force: (words: string | undefined) => ({
    expected: {
      en: `the revision in force: ${words ?? 'none'}`,
      ar: `الصياغة السارية: ${words ?? 'لا شيء'}`,
    },
    action: {
      en: 'Compare it with your words, and send them again on this revision.',
      ar: 'قارنها بكلماتك، ثم أرسلها من جديد على هذه الصياغة.',
    },
  }),
  slot_in_each: {
    expected: { en: 'the slot in each language', ar: 'الأقواس في كل لغة' },
    action: { en: 'Put it in its place.', ar: 'ضعها في موضعها.' },
  },
  no_alternatives: {
    expected: { en: 'none', ar: 'لا شيء' },
    action: {
      en: 'Leave them out, or open alternatives.',
      ar: 'اتركها، أو افتح أقواسًا ببدائل.',
    },
  },
  choose_one: {
    expected: { en: 'an alternative', ar: 'بديل' },
    action: {
      en: 'Choose one; “no text” is one too.',
      ar: 'اختر واحدًا؛ و«دون نص» بديل أيضًا.',
    },
  },
  by_decision: {
    expected: { en: 'decision', ar: 'بقرار' },
    action: { en: 'Give the reason “by decision”.', ar: 'اختر السبب «بقرار».' },
  },
  choose_decision: {
    expected: { en: 'a decision', ar: 'قرار' },
    action: { en: 'Choose the decision.', ar: 'اختر القرار.' },
  },
  with_result: {
    expected: { en: 'a decision with a result', ar: 'قرار له نتيجة' },
    action: {
      en: 'Close and count its last stage first.',
      ar: 'أغلق مرحلته الأخيرة وافرزها أولًا.',
    },
  },
  table_first: {
    expected: { en: 'a tabled alternative of this slot', ar: 'بديل مطروح في هذه الأقواس' },
    action: { en: 'Table it first.', ar: 'اطرحه أولًا.' },
  },
  no_words: {
    expected: { en: 'nothing', ar: 'لا شيء' },
    action: { en: 'Remove the words, or untick it.', ar: 'احذف الكلمات أو ألغِ الاختيار.' },
  },
  words: {
    expected: { en: 'words in one language at least', ar: 'كلمات بلغة واحدة على الأقل' },
    action: { en: 'Write them, or choose “no text”.', ar: 'اكتبها، أو اختر «دون نص».' },
  },
  attribution: {
    expected: { en: 'mediator or unattributed', ar: 'باسم الوسيط أو دون نسبة' },
    action: {
      en: 'Choose one, or let a party join first.',
      ar: 'اختر أحدهما، أو دع طرفًا ينضم أولًا.',
    },
  },
  lost: (words: readonly string[]) => ({
    expected: { en: `also: ${words.join(', ')}`, ar: `أيضًا: ${words.join('، ')}` },
    action: {
      en: 'Keep every word, or let a party withdraw.',
      ar: 'احفظ كل كلمة، أو دع طرفًا يسحب بديله.',
    },
  }),
  one_of: {
    expected: { en: 'none of the accepted ones', ar: 'لا شيء من المقبول' },
    action: { en: 'Leave them out of one.', ar: 'أخرجها من أحدهما.' },
  },
  basis: (basis: 'declared' | 'told_in_caucus' | 'estimated') => ({
    expected: {
      declared: { en: 'the compartment of the text', ar: 'حيث يُقرأ النص' },
      told_in_caucus: { en: 'a caucus with that delegation', ar: 'لقاء منفرد مع ذلك الوفد' },
      estimated: { en: 'a compartment of the mission alone', ar: 'موضع للبعثة وحدها' },
    }[basis],
    action: { en: 'Choose it, or another basis.', ar: 'اختره، أو اختر أساسًا آخر.' },
  }),
} as const satisfies Record<string, Remedy | ((...args: never[]) => Remedy)>
