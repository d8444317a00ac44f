// Words of the screen that makes a new negotiating text.
// ICU message format; the other language has the very same keys.
import type { newtext as english } from '../en/newtext.ts'
import type { Same } from '../same.ts'

export const newtext: Same<typeof english> = {
  button: 'نص جديد',
  title: 'نص تفاوضي جديد',
  lead: 'حدّد ما هو النص ولمن هو ومن يملك فيه أي عمل. يبدأ النص بلا بنود: اكتب أول بند أو استورد مسوّدة بعد إنشائه.',
  form: 'النص',
  submit: 'إنشاء النص',
  nowhere: 'لا يحق لهذا المقعد الكتابة في أي موضع، فلا يستطيع إنشاء نص',
  empty: 'أنشئ أول نص بزر «نص جديد». يُعرف النص من لحظة إنشائه.',
  no_clauses_help:
    'اكتب أول بند هنا، أو أحضر مسوّدة في ملف: تصير عناوينها وأرقامها وأقواسها بنودًا وبدائل.',
  first_clause: 'كتابة أول بند',
  what: 'ما هو',
  name: 'العنوان',
  summary: 'موضوعه',
  track: 'المسار',
  body: 'الهيئة التي تتفاوض عليه',
  concerns: 'القضايا والجولات التي يتناولها',
  whose: 'لمن هو',
  holder_help: 'من يمسك بالنص الواحد، وهو الوسيط في العادة.',
  help_mediator_text: 'يتفاعل معه الأطراف، شفاهةً في الغالب، ويكتب صاحب القلم.',
  help_bracketed_text: 'يضع الأطراف بدائلهم بين أقواس.',
  parties: 'أطراف النص',
  others: 'أطراف أخرى',
  show_proponents: 'إظهار أصحاب المقترحات',
  shown: 'يحمل كل بديل أسماء أصحابه، لكل من يقرأه وفي كل وثيقة.',
  hidden: 'لا يرى أحد من اقترح ماذا، لا على الشاشة ولا في أي وثيقة.',
  authentic: 'لغات الحجية',
  fault_authentic: 'لا بد من لغة واحدة ذات حجية على الأقل.',
  where: 'من يقرأه',
  where_help: 'هناك يكون كل ما يُطرح. أما المسوّدات ففي مواضع أضيق.',
  head: 'رأس النص',
  head_change: 'تغيير رأس النص',
  head_submit: 'تسجيل رأس النص',
  head_help:
    'يسري من الآن، ويُظهر النص في أي يوم سابق ما كان ساريًا حينها. أما المقاعد التي تحمل القلم فتُغيَّر في «الصلاحيات في النص».',
  head_reason: 'سبب التغيير',
  head_not_today: 'هذه الصفحة ليوم سابق. انتقل إلى اليوم لتغيير رأس النص.',
  head_before: 'ما سرى ومنذ متى',
  head_first: 'كما أُنشئ',
}
