// كلمات الشاشة التي تعيد ملف DOCX معدّلًا إلى نصه.
import type { update as en } from '../en/update.ts'
import type { Same } from '../same.ts'

export const update = {
  act_clause_inserted: 'بند جديد',
  act_clause_moved: 'نقل بند',
  act_clause_numbered: 'ترقيم بند',
  act_clause_withdrawn: 'سحب بند',
  act_heading_changed: 'تغيير عنوان',
  act_clause_changed: 'تغيير كلمات بند',
  act_slot_opened: 'فتح أقواس',
  act_alternative_proposed: 'اقتراح بديل',
  act_alternative_changed: 'تغيير بديل',
  act_alternative_withdrawn: 'سحب بديل',
  act_party_joined: 'انضمام طرف إلى مقترح',
  act_party_left: 'ترك طرف مقترحًا',
  button: 'إعادة ملف DOCX معدّل',
  title: 'إعادة ملف DOCX معدّل',
  lead: 'نزّل النص بصيغة DOCX وعدّله في معالج نصوص ثم أعده هنا. ترى ما يؤول إليه، ولا يُكتب شيء قبل أن تختار.',
  no_file_help:
    'حتى 50 ميغابايت. غيّر كلمات، أو أضف قوسين مثل [الطرف: الكلمات]، أو أضف بندًا أو انقله أو احذفه. وتُقرأ التعديلات المتتبَّعة مقبولة.',
  of_instant: 'الملف كما كان النص في {at}.',
  of_unknown:
    'لا يذكر الملف تاريخه: يُقارن بما هو مطروح اليوم، وتُعرف البنود بأرقامها وبتشابه كلماتها.',
  no_acts: 'لا يغيّر الملف شيئًا في النص.',
  found:
    'يؤول الملف إلى {acts, plural, zero {لا عمل} one {عمل واحد} two {عملين} few {# أعمال} many {# عملًا} other {# عمل}}؛ ولهذا المقعد منها {mine, plural, =0 {لا شيء} zero {لا شيء} one {عمل واحد} two {عملان} few {# أعمال} many {# عملًا} other {# عمل}}.',
  already:
    '{acts, plural, zero {} one {وتعديل آخر قائم في النص أصلًا.} two {وتعديلان آخران قائمان في النص أصلًا.} few {و# تعديلات أخرى قائمة في النص أصلًا.} many {و# تعديلًا آخر قائمة في النص أصلًا.} other {و# تعديل آخر قائمة في النص أصلًا.}}',
  since:
    '{clauses, plural, zero {لا بنود تغيّرت} one {تغيّر بند واحد} two {تغيّر بندان} few {تغيّرت # بنود} many {تغيّر # بندًا} other {تغيّر # بند}} في النص بعد تصدير الملف:',
  since_changed: 'تغيّر',
  since_inserted: 'جديد',
  since_withdrawn: 'سُحب',
  acts: 'ما يؤول إليه الملف',
  cannot: 'ليس لهذا المقعد، أو ليس الآن:',
  in_force: 'الصياغة السارية:',
  needs: 'يقوم على تعديل آخر في الملف: اختر ذاك أولًا.',
  behind: 'إلى ما بعد: {clause}',
  below: 'إلى ما تحت: {clause}',
  first: 'إلى أول النص',
  new_number: 'الرقم الجديد: {number}',
  with_below:
    '{clauses, plural, zero {} one {ومعه بند تحته} two {ومعه بندان تحته} few {ومعه # بنود تحته} many {ومعه # بندًا تحته} other {ومعه # بند تحته}}',
  apply:
    '{acts, plural, =0 {اختر عملًا} zero {اختر عملًا} one {نفّذ العمل المختار} two {نفّذ العملين المختارين معًا} few {نفّذ # أعمال مختارة معًا} many {نفّذ # عملًا مختارًا معًا} other {نفّذ # عمل مختار معًا}}',
  doing: 'يجري تنفيذ الأعمال…',
  done: '{acts, plural, zero {لم يُنفَّذ شيء.} one {نُفّذ عمل واحد.} two {نُفّذ عملان بقيد واحد.} few {نُفّذت # أعمال بقيد واحد.} many {نُفّذ # عملًا بقيد واحد.} other {نُفّذ # عمل بقيد واحد.}}',
} as const satisfies Same<typeof en>
