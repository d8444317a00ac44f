// One sentence in English or Arabic for each fault of an input: where it is and what to do. Nothing
// is decided here; the structures are in fault.ts.
import type { Fault, Needed } from './fault.ts'

export type Language = 'en' | 'ar'

export function faultSentence(fault: Fault, language: Language): string {
  return language === 'en' ? inEnglish(fault) : inArabic(fault)
}

const needed: Readonly<Record<Needed, readonly [string, string]>> = {
  json: ['the file is not JSON; correct it', 'ليس الملف بصيغة JSON؛ صحّحه'],
  format: ['write "sulh-deal-1" here', 'اكتب هنا "sulh-deal-1"'],
  object: ['an object is needed', 'يلزم كائن'],
  list: ['a list is needed', 'تلزم قائمة'],
  text: ['a text that is not empty is needed', 'يلزم نص غير فارغ'],
  number: ['a number of 0 or more is needed', 'يلزم عدد من الصفر فما فوق'],
  integer: ['an integer is needed', 'يلزم عدد صحيح'],
  points: ['an integer of 0 or more is needed', 'يلزم عدد صحيح من الصفر فما فوق'],
  positive: ['an integer of 1 or more is needed', 'يلزم عدد صحيح من الواحد فما فوق'],
  'per-party': ['one number per party is needed', 'يلزم عدد لكل طرف'],
  disagreement: ['an integer or "minimum" is needed', 'يلزم عدد صحيح أو "minimum"'],
  normalisation: ['write "raw" or "issue-maximum"', 'اكتب "raw" أو "issue-maximum"'],
  kind: [
    'write requires, excludes, together, at-most, budget or bonus',
    'اكتب requires أو excludes أو together أو at-most أو budget أو bonus',
  ],
  issue: ['there is no issue of this name', 'لا توجد مسألة بهذا الاسم'],
  option: ['the issue has no option of this name', 'لا يوجد خيار بهذا الاسم في المسألة'],
  'no-such-key': [
    'the format has no such key; leave it out',
    'لا يعرف هذا النسق هذا المفتاح؛ احذفه',
  ],
}

const list = (names: readonly string[], and: string) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${and} ${names.at(-1)}`

function inEnglish(fault: Fault): string {
  switch (fault.code) {
    case 'parties':
      return `A negotiation needs at least two parties and this one has ${fault.count}: add the others.`
    case 'no-issues':
      return 'The negotiation has no issues: add at least one.'
    case 'no-options':
      return `The issue ${fault.issue} has no options: add at least one.`
    case 'same-name':
      return `The name ${fault.name} stands twice where names must differ: change one of them.`
    case 'too-many-options':
      return `The issue ${fault.issue} has ${fault.count} options, more than the 65,535 that can be treated: group them.`
    case 'utility-missing':
      return `The utility of ${fault.option} (${fault.issue}) for ${fault.party} is missing: add it.`
    case 'utility-negative':
      return `The utility of ${fault.option} (${fault.issue}) for ${fault.party} is negative: count from 0 upwards and lower the disagreement instead.`
    case 'utility-not-integer':
      return `The utility of ${fault.option} (${fault.issue}) for ${fault.party} is not an integer: choose a finer scale.`
    case 'disagreement':
      return `What ${fault.party} has without a deal is not an integer within 2^53: correct it.`
    case 'scale':
      return `The scale of ${fault.party} is not a positive number: correct it.`
    case 'sums':
      return `The utilities of ${fault.party} add up to more than 2^53, beyond which sums are not exact: choose a coarser scale.`
    case 'exact-shape':
      return 'The exact utilities do not have the shape of the rounded ones: make both from the same source.'
    case 'link-empty':
      return `The ${fault.link} names no choice: name one or leave the link out.`
    case 'link-choice':
      return `The ${fault.link} names an issue or an option that does not exist: correct it.`
    case 'link-number':
      return `A number in the ${fault.link} is not an integer of the right size: correct it.`
    case 'link-repeats':
      return `The ${fault.link} names the same thing twice: name it once.`
    case 'links-cycle':
      return `The links form a cycle (${list(fault.links, 'and')}): make them one link "together", or drop one.`
    case 'links-contradict':
      return `No package satisfies these links together: ${list(fault.links, 'and')}; drop or change one of them.`
    case 'format':
      return `At ${fault.where}: ${needed[fault.needed][0]}.`
    case 'xml':
      return xmlInEnglish(fault)
    case 'genius-file':
      return fault.problem === 'missing'
        ? `There is no profile ${fault.file} in the folder: check the name.`
        : `${fault.file} is not a GENIUS profile: it has no utility_space with issues.`
    case 'genius-profiles':
      return `A negotiation needs at least two profiles and ${fault.count} ${fault.count === 1 ? 'was' : 'were'} found: name them with --profiles.`
    case 'genius-issue':
      return geniusIssueInEnglish(fault)
    case 'genius-value':
      return geniusValueInEnglish(fault)
    case 'genius-function':
      return geniusFunctionInEnglish(fault)
  }
}

type Of<C extends Fault['code']> = Extract<Fault, { code: C }>

function xmlInEnglish({ file, problem, line }: Of<'xml'>): string {
  switch (problem) {
    case 'doctype':
      return `${file} has a document type declaration (line ${line}), which can hide external files and expanding entities: remove it.`
    case 'entity':
      return `${file} uses an entity that XML itself does not define (line ${line}): write the character instead.`
    case 'malformed':
      return `${file} is not well-formed XML (line ${line}): correct it.`
    case 'size':
      return `${file} is larger than any negotiation: choose the right file.`
    case 'depth':
      return `${file} nests elements too deeply (line ${line}): choose the right file.`
  }
}

function geniusIssueInEnglish({ file, issue, problem }: Of<'genius-issue'>): string {
  switch (problem) {
    case 'missing':
      return `${file} has no issue ${issue} of the domain: choose profiles of this domain.`
    case 'weight':
      return `${file} has no weight, or none that is a number of 0 or more, for the issue ${issue}: add it.`
    case 'range':
      return `${file}: the bounds of the issue ${issue} are not integers in order, at most 65,535 apart: correct them.`
    case 'real':
      return `${file}: the issue ${issue} takes real numbers, of which no frontier can be complete: list the values that can be agreed.`
    case 'evaluator':
      return `${file} has no linear evaluator with numbers for the issue ${issue}: add it.`
    case 'type':
      return `${file}: the issue ${issue} is of an unknown type: use discrete or integer.`
  }
}

function geniusValueInEnglish({ file, issue, option, problem }: Of<'genius-value'>): string {
  switch (problem) {
    case 'missing':
      return `${file} has no evaluation of ${option} (${issue}): add it.`
    case 'negative':
      return `${file}: the evaluation of ${option} (${issue}) is negative: count from 0 upwards.`
    case 'number':
      return `${file}: the evaluation of ${option} (${issue}) is not a number: correct it.`
  }
}

function geniusFunctionInEnglish({ file, problem }: Of<'genius-function'>): string {
  switch (problem) {
    case 'aggregation':
      return `${file} aggregates constraints by something other than a sum, which is not supported: use a sum.`
    case 'excludes':
      return `${file} has rectangles that exclude, which are not supported: write what they include.`
    case 'bounds':
      return `${file} has a rectangle whose bounds are not integers of an issue of the domain: correct it.`
    case 'number':
      return `${file} has a utility or weight that is not a number: correct it.`
    case 'maximum':
      return `${file} has no positive maxutility to divide by: add it.`
  }
}

function inArabic(fault: Fault): string {
  switch (fault.code) {
    case 'parties':
      return `يحتاج التفاوض إلى طرفين على الأقل وعدد الأطراف هنا ${fault.count}: أضف الباقين.`
    case 'no-issues':
      return 'لا مسائل في هذا التفاوض: أضف مسألة واحدة على الأقل.'
    case 'no-options':
      return `لا خيارات للمسألة «${fault.issue}»: أضف خيارًا واحدًا على الأقل.`
    case 'same-name':
      return `ورد الاسم «${fault.name}» مرتين حيث يجب أن تختلف الأسماء: غيّر أحدهما.`
    case 'too-many-options':
      return `للمسألة «${fault.issue}» ${fault.count} خيارًا، والحد الذي يمكن معالجته 65,535: اجمعها في فئات.`
    case 'utility-missing':
      return `منفعة «${fault.option}» (${fault.issue}) للطرف ${fault.party} ناقصة: أضفها.`
    case 'utility-negative':
      return `منفعة «${fault.option}» (${fault.issue}) للطرف ${fault.party} سالبة: ابدأ العدّ من الصفر واخفض قيمة عدم الاتفاق بدلًا من ذلك.`
    case 'utility-not-integer':
      return `منفعة «${fault.option}» (${fault.issue}) للطرف ${fault.party} ليست عددًا صحيحًا: اختر مقياسًا أدق.`
    case 'disagreement':
      return `ما يملكه الطرف ${fault.party} دون اتفاق ليس عددًا صحيحًا ضمن 2^53: صحّحه.`
    case 'scale':
      return `مقياس الطرف ${fault.party} ليس عددًا موجبًا: صحّحه.`
    case 'sums':
      return `مجموع منافع الطرف ${fault.party} يتجاوز 2^53 فلا تبقى المجاميع دقيقة: اختر مقياسًا أخشن.`
    case 'exact-shape':
      return 'شكل المنافع الدقيقة لا يطابق شكل المنافع المقرّبة: أنشئ كلتيهما من المصدر نفسه.'
    case 'link-empty':
      return `لا يسمّي ${linkInArabic(fault.link)} أي خيار: سمِّ خيارًا أو احذف الرابط.`
    case 'link-choice':
      return `يسمّي ${linkInArabic(fault.link)} مسألة أو خيارًا غير موجود: صحّحه.`
    case 'link-number':
      return `في ${linkInArabic(fault.link)} عدد ليس صحيحًا أو خارج المدى: صحّحه.`
    case 'link-repeats':
      return `يكرر ${linkInArabic(fault.link)} الشيء نفسه مرتين: اذكره مرة واحدة.`
    case 'links-cycle':
      return `تشكل الروابط حلقة (${list(fault.links.map(linkInArabic), 'و')}): اجعلها رابطًا واحدًا من نوع «معًا» أو احذف أحدها.`
    case 'links-contradict':
      return `لا توجد حزمة تحقق هذه الروابط معًا: ${list(fault.links.map(linkInArabic), 'و')}؛ احذف أحدها أو غيّره.`
    case 'format':
      return `عند ${fault.where}: ${needed[fault.needed][1]}.`
    case 'xml':
      return xmlInArabic(fault)
    case 'genius-file':
      return fault.problem === 'missing'
        ? `لا يوجد ملف تفضيلات باسم ${fault.file} في المجلد: تحقق من الاسم.`
        : `الملف ${fault.file} ليس ملف تفضيلات من GENIUS: لا يحتوي على utility_space فيه مسائل.`
    case 'genius-profiles':
      return `يحتاج التفاوض إلى ملفَّي تفضيلات على الأقل وعدد ما وُجد ${fault.count}: سمِّها بالخيار ‎--profiles.`
    case 'genius-issue':
      return geniusIssueInArabic(fault)
    case 'genius-value':
      return geniusValueInArabic(fault)
    case 'genius-function':
      return geniusFunctionInArabic(fault)
  }
}

/** "link 3 (requires)" and "bonus 2" are how links are named in structures. */
export function linkInArabic(link: string): string {
  return link
    .replace(/^link (\d+) \((.*)\)$/, 'الرابط $1 ($2)')
    .replace(/^bonus (\d+)$/, 'المكافأة $1')
}

function xmlInArabic({ file, problem, line }: Of<'xml'>): string {
  switch (problem) {
    case 'doctype':
      return `في الملف ${file} تعريف لنوع المستند (السطر ${line}) قد يخفي ملفات خارجية أو كيانات متضخمة: احذفه.`
    case 'entity':
      return `يستعمل الملف ${file} كيانًا لا تعرّفه لغة XML نفسها (السطر ${line}): اكتب الحرف بدلًا منه.`
    case 'malformed':
      return `الملف ${file} ليس XML سليم البنية (السطر ${line}): صحّحه.`
    case 'size':
      return `الملف ${file} أكبر من أي تفاوض: اختر الملف الصحيح.`
    case 'depth':
      return `عناصر الملف ${file} متداخلة أكثر مما ينبغي (السطر ${line}): اختر الملف الصحيح.`
  }
}

function geniusIssueInArabic({ file, issue, problem }: Of<'genius-issue'>): string {
  switch (problem) {
    case 'missing':
      return `ليست في الملف ${file} المسألة «${issue}» الواردة في المجال: اختر ملفات من هذا المجال.`
    case 'weight':
      return `لا وزن في الملف ${file} للمسألة «${issue}»، أو وزنها ليس عددًا من الصفر فما فوق: أضفه.`
    case 'range':
      return `في الملف ${file} حدود المسألة «${issue}» ليست أعدادًا صحيحة مرتبة لا يزيد مداها على 65,535: صحّحها.`
    case 'real':
      return `في الملف ${file} تأخذ المسألة «${issue}» أعدادًا حقيقية فلا تكتمل لها جبهة: عدّد القيم التي يمكن الاتفاق عليها.`
    case 'evaluator':
      return `لا مقيّم خطيًّا بأعداد في الملف ${file} للمسألة «${issue}»: أضفه.`
    case 'type':
      return `في الملف ${file} نوع المسألة «${issue}» غير معروف: استعمل discrete أو integer.`
  }
}

function geniusValueInArabic({ file, issue, option, problem }: Of<'genius-value'>): string {
  switch (problem) {
    case 'missing':
      return `لا تقييم في الملف ${file} للخيار «${option}» (${issue}): أضفه.`
    case 'negative':
      return `في الملف ${file} تقييم الخيار «${option}» (${issue}) سالب: ابدأ العدّ من الصفر.`
    case 'number':
      return `في الملف ${file} تقييم الخيار «${option}» (${issue}) ليس عددًا: صحّحه.`
  }
}

function geniusFunctionInArabic({ file, problem }: Of<'genius-function'>): string {
  switch (problem) {
    case 'aggregation':
      return `يجمّع الملف ${file} القيود بغير الجمع وهذا غير مدعوم: استعمل الجمع.`
    case 'excludes':
      return `في الملف ${file} مستطيلات تستثني وهذا غير مدعوم: اكتب ما تشمله.`
    case 'bounds':
      return `في الملف ${file} مستطيل حدوده ليست أعدادًا صحيحة لمسألة من المجال: صحّحه.`
    case 'number':
      return `في الملف ${file} منفعة أو وزن ليس عددًا: صحّحه.`
    case 'maximum':
      return `لا قيمة موجبة maxutility في الملف ${file} للقسمة عليها: أضفها.`
  }
}
