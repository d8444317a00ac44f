// Words of the actors in Arabic; see the English catalogue.
import type { actors as en } from '../en/actors.ts'

export const actors: { readonly [K in keyof typeof en]: string } = {
  list_title: 'الجهات الفاعلة',
  list_intro: 'أطراف العملية، ومن يدعم ومن يستضيف ومن يضمن ومن يحادث من.',
  empty: 'لا جهة معروفة حتى هذا اليوم. تُسجَّل الجهات عند إعداد العملية.',
  not_found: 'لا يعرف هذا المقعد جهة كهذه حتى هذا اليوم.',
  not_found_person: 'لا يعرف هذا المقعد شخصاً كهذا حتى هذا اليوم.',
  parties: 'الأطراف',
  others: 'الجهات الأخرى بحسب نوعها',
  side: 'الجانب {side}',
  pattern_A: 'خطوط مائلة',
  pattern_B: 'نقاط',
  led_by: 'بقيادة',
  delegations: 'الوفود',
  backed_by: 'يدعمها، بحسب المصادر',
  nobody_backs: 'لا مصدر معروف حتى هذا اليوم يسمّي داعماً.',
  name: 'الاسم',
  class: 'النوع',
  roles: 'دورها هنا',
  relations: 'من يدعم ومن يستضيف ومن يضمن',
  relations_graph: 'رسماً',
  relations_table: 'جدولاً',
  no_relations: 'لا علاقة معروفة بين الجهات حتى هذا اليوم.',
  subject: 'من',
  relation: 'العلاقة',
  object: 'مع من أو ماذا',
  since: 'منذ',
  note: 'ملاحظة',
  talks: 'من حادث من',
  talks_hint:
    'الاجتماعات والتحركات المسجلة التي شارك فيها الاثنان. الخانة الفارغة تعني أن لا شيء مسجل، لا أن شيئاً لم يقع.',
  no_talks: 'لا اجتماع معروفاً بين الجهات حتى هذا اليوم.',
  times:
    '{count, plural, =0 {لا شيء} one {مرة} two {مرتان} few {# مرات} many {# مرة} other {# مرة}}',
  talks_cell:
    '{a} و{b}: {count, plural, one {اجتماع واحد مسجل} two {اجتماعان مسجلان} few {# اجتماعات مسجلة} many {# اجتماعاً مسجلاً} other {# اجتماع مسجل}}',
  engagements: 'التحركات',
  no_engagements: 'لا تحرك معروفاً حتى هذا اليوم.',
  meetings: 'الاجتماعات',
  no_meetings: 'لا اجتماع معروفاً حتى هذا اليوم.',
  persons: 'الأشخاص ومناصبهم',
  no_persons: 'لم يُسجَّل شخص هنا حتى هذا اليوم.',
  person: 'الشخص',
  role: 'المنصب',
  rank: 'الرتبة',
  where: 'في',
  appointments: 'المناصب',
  statements: 'التصريحات',
  no_statements: 'لا تصريح معروفاً حتى هذا اليوم.',
  events: 'الأحداث',
  no_events: 'لا حدث معروفاً حتى هذا اليوم.',
  undertakings: 'التعهدات',
  no_undertakings: 'لم يُسجَّل تعهد حتى هذا اليوم.',
  standing: 'الصفة',
  balance: 'توازن الاتصالات',
  balance_hint:
    'اجتماعات البعثة المنفردة مع كل جانب (اجتماعات منفردة ومشاورات) من السجلات التي يقرؤها هذا المقعد. لا تظهر إلا لمقاعد البعثة.',
  balance_count:
    '{count, plural, =0 {لا اجتماع منفرداً} one {اجتماع منفرد واحد} two {اجتماعان منفردان} few {# اجتماعات منفردة} many {# اجتماعاً منفرداً} other {# اجتماع منفرد}}',
  balance_minutes:
    '{minutes, plural, one {دقيقة واحدة مسجلة} two {دقيقتان مسجلتان} few {# دقائق مسجلة} many {# دقيقة مسجلة} other {# دقيقة مسجلة}}',
  balance_untimed:
    'لم تُسجَّل مدة {count, plural, one {اجتماع واحد} two {اجتماعين} few {# اجتماعات} many {# اجتماعاً} other {# اجتماع}}، فهذا حد أدنى.',
  balance_no_minutes: 'لم تُسجَّل مدة أي اجتماع، فلا يمكن ذكر دقائق.',
  balance_last: 'آخرها في {day}',
  balance_method: 'تُحتسب الاجتماعات المنفردة والمشاورات التي حضرها جانب واحد لا غير.',
  balance_open: 'عرض الاجتماعات المحتسبة',
  folded:
    '{count, plural, one {جهة أخرى} two {جهتان أخريان} few {# جهات أخرى} many {# جهة أخرى} other {# جهة أخرى}}: {kind}',
  graph_label:
    'رسم يضم {nodes, plural, one {جهة واحدة} two {جهتين} few {# جهات} many {# جهة} other {# جهة}} و{edges, plural, one {علاقة واحدة} two {علاقتين} few {# علاقات} many {# علاقة} other {# علاقة}}',
  node_label:
    '{name}. {kind}. {count, plural, =0 {بلا علاقات} one {علاقة واحدة} two {علاقتان} few {# علاقات} many {# علاقة} other {# علاقة}}.',
}
