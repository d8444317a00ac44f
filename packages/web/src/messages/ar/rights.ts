// Words of the table of a text: who holds the pen, who speaks for whom, who may do what.
// ICU message format; the other language has the very same keys.
import type { rights as english } from '../en/rights.ts'
import type { Same } from '../same.ts'

export const rights: Same<typeof english> = {
  title: 'الصلاحيات في النص',
  change: 'تغيير الصلاحيات في النص',
  submit: 'تسجيل الجدول',
  help: 'يسري الجدول من الآن، ويبقى ما جرى قبله كما كان. المقعد الذي يتحدث باسم طرف يتصرف عن ذلك الطرف وحده، أما صاحب القلم فيسجّل عن الجميع مع بيان صاحب القول.',
  seats: 'المقاعد ودورها في هذا النص',
  seat: 'المقعد',
  holds: 'يحمل القلم',
  speaks: 'يتحدث باسم {name}',
  between: '، ',
  unspoken:
    'لا مقعد يتحدث باسم: {names}. يسجّل صاحب القلم ما يقولونه، مع ذكر القناة وما إذا كان مؤكدًا.',
  acts: 'الأعمال ولمن هي',
  act: 'العمل',
  to_holder: 'صاحب القلم',
  to_party: 'الأطراف',
  act_draft: 'التحرير',
  help_draft: 'كتابة البنود وترتيبها وفتح الأقواس.',
  act_propose: 'الاقتراح',
  help_propose: 'عرض البدائل على الجميع، وإعادة صياغة الطرف بدائله وسحبها.',
  act_table: 'الطرح',
  help_table: 'إحضار مسوّدة من موضع أضيق لتُعرض على الجميع.',
  act_merge: 'توحيد الصياغة',
  help_merge: 'جعل عدة بدائل بديلًا واحدًا يحفظ كل كلمة، والتراجع عن ذلك.',
  act_close: 'الحسم',
  help_close: 'إغلاق الأقواس مع ذكر السبب، وتحديد مدى الاتفاق على البند.',
  act_reopen: 'إعادة الفتح',
  help_reopen: 'فتح أقواس محسومة من جديد مع ذكر السبب.',
  act_freeze: 'التثبيت',
  help_freeze: 'حفظ نص هذه اللحظة نسخةً.',
  discloses: 'إظهار مدى بعد النص عن الاتفاق لكل من يقرأه',
  disclosed: 'يرى كل من يقرأ النص تقارب ما أُعلن أمام الجميع. والنسبة تُنقل إلى الخارج.',
  not_disclosed: 'لا يُعرض مدى بعد النص عن الاتفاق إلا على البعثة.',
  yes: 'ممنوح',
  no: 'غير ممنوح',
  others:
    '{count, plural, one {لمقعد آخر دور لا يعرفه هذا المقعد.} two {لمقعدين آخرين دور لا يعرفه هذا المقعد.} few {لـ# مقاعد أخرى دور لا يعرفه هذا المقعد.} other {لـ# مقعدًا آخر دور لا يعرفه هذا المقعد.}}',
  not_today: 'هذه الصفحة ليوم سابق. انتقل إلى اليوم لتغيير الجدول.',
}
