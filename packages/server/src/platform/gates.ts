// The catalogue of a database against the rules of confidentiality (platform SPEC P7): what a
// migration must never do, asked of the database itself. Used by the tests and by `sulh doctor`.
// It judges the schema and not the policies' wording; that is what the two-run test is for.
import { sql } from 'kysely'
import type { Database, Tx } from './database.ts'

/** Functions that run with their owner's rights. Each is read by two people before it is listed. */
const definers = [
  'sulh.ballot_deposit(uuid,uuid,text,text,text,jsonb,text,boolean)',
  'sulh.citizen_cast(bytea,uuid,timestamp with time zone,bytea,text)',
  'sulh.citizen_known(bytea)',
  'sulh.citizen_submit(bytea,uuid,timestamp with time zone,bytea,text)',
  'sulh.entry_append()',
  'sulh.standing_apply()',
  'sulh.standing_refresh(uuid,uuid)',
]
/** Triggers on confined tables, likewise. */
const triggers = [
  'a_may_write',
  'b_append',
  'a_standing_by_mission',
  'b_standing_applies',
  'c_named',
  'd_decision_holds',
  'e_forum_holds',
  'e_reference_holds',
]
/** Tables that belong to the installation and to no compartment. */
const unconfined = ['installation', 'migration', 'session', 'compartment']

type Gate = { readonly rule: string; readonly query: string }

/** Each query lists what breaks its rule. */
const gates: readonly Gate[] = [
  {
    rule: 'row security is enabled and forced on every table',
    query: `select relname as found from pg_class
      where relnamespace = 'sulh'::regnamespace and relkind in ('r', 'p')
        and not (relrowsecurity and relforcerowsecurity)`,
  },
  {
    rule: 'every table has a policy',
    query: `select relname as found from pg_class c
      where relnamespace = 'sulh'::regnamespace and relkind in ('r', 'p')
        and not exists (select from pg_policy where polrelid = c.oid)`,
  },
  {
    rule: 'every policy names its roles',
    query: `select polname || ' on ' || polrelid::regclass as found from pg_policy
      where 0 = any (polroles)`,
  },
  {
    rule: 'no policy reads a settable variable or calls a function of ours',
    query: `select polname || ' on ' || polrelid::regclass as found from pg_policy
      where concat(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
        ~* 'current_setting|session_user|sulh\\.\\w+\\('`,
  },
  {
    rule: 'a policy of the seats asks who reads',
    query: `select polname || ' on ' || polrelid::regclass as found from pg_policy
      where (select oid from pg_roles where rolname = $seats) = any (polroles)
        and position('CURRENT_USER' in
          concat(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))) = 0`,
  },
  {
    rule: 'definer functions are those of the list, with a fixed search path',
    query: `select oid::regprocedure::text as found from pg_proc
      where pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
        and prosecdef
        and (oid::regprocedure::text <> all ($definers)
          or not coalesce('search_path=pg_catalog' = any (proconfig), false))`,
  },
  {
    rule: 'a view is asked with the rights of who asks, and none is materialised',
    query: `select relname as found from pg_class
      where relnamespace = 'sulh'::regnamespace and (relkind = 'm' or relkind = 'v'
        and not coalesce(reloptions::text[] && array['security_invoker=on',
          'security_invoker=true'], false))`,
  },
  {
    rule: 'a unique key of a confined table includes the compartment',
    query: `select i.indexrelid::regclass::text as found from pg_index i
      join pg_class c on c.oid = i.indrelid
      where c.relnamespace = 'sulh'::regnamespace and i.indisunique
        and c.relname <> all ($unconfined)
        and not exists (select from pg_attribute a
          where a.attrelid = i.indrelid and a.attnum = any (i.indkey)
            and a.attname in ('compartment_id', 'narrow'))`,
  },
  {
    rule: 'a foreign key between confined tables includes the compartment',
    query: `select k.conname || ' on ' || k.conrelid::regclass as found from pg_constraint k
      join pg_class c on c.oid = k.confrelid
      where k.connamespace = 'sulh'::regnamespace and k.contype = 'f'
        and c.relname <> all ($unconfined)
        and not exists (select from pg_attribute a
          where a.attrelid = k.confrelid and a.attnum = any (k.confkey)
            and a.attname in ('compartment_id', 'narrow'))`,
  },
  {
    rule: 'no sequence',
    query: `select relname as found from pg_class
      where relnamespace = 'sulh'::regnamespace and relkind = 'S'`,
  },
  {
    rule: 'nothing of ours is granted to everyone',
    query: `select o.name as found from (
        select relname::text as name, relacl as acl from pg_class
          where relnamespace = 'sulh'::regnamespace
        union all select proname::text, coalesce(proacl, acldefault('f', proowner)) from pg_proc
          where pronamespace = 'sulh'::regnamespace
        union all select nspname::text, nspacl from pg_namespace
          where nspname in ('sulh', 'public')
        union all select datname::text, coalesce(datacl, acldefault('d', datdba)) from pg_database
          where datname = current_database()
        union all select attrelid::regclass || '.' || attname, attacl from pg_attribute
          where attrelid in (select oid from pg_class where relnamespace = 'sulh'::regnamespace)
      ) o where exists (select from aclexplode(o.acl) where grantee = 0)`,
  },
  {
    rule: 'a seat appends and reads, and changes nothing',
    query: `select relname || ': ' || privilege_type as found from pg_class, aclexplode(relacl) a
      join pg_roles r on r.oid = a.grantee
      where relnamespace = 'sulh'::regnamespace and r.rolname = $seats
        and privilege_type not in ('SELECT', 'INSERT')`,
  },
  {
    rule: 'seats have no more rights than their group, and pass nothing on',
    query: `select r.rolname::text as found from pg_roles r
      where starts_with(r.rolname, $seat)
        and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
          or exists (select from pg_auth_members m join pg_roles g on g.oid = m.roleid
            where m.member = r.oid and (g.rolname <> $seats or m.admin_option))
          or exists (select from pg_class, aclexplode(relacl) a
            where relnamespace = 'sulh'::regnamespace and a.grantee = r.oid))`,
  },
  {
    rule: 'no role of the installation bypasses row security or makes roles',
    query: `select rolname::text as found from pg_roles
      where starts_with(rolname, $roles) and (rolsuper or rolbypassrls or rolcreaterole)`,
  },
  {
    rule: 'triggers on confined tables are those of the list',
    query: `select tgname || ' on ' || tgrelid::regclass as found from pg_trigger
      where not tgisinternal and tgrelid in
          (select oid from pg_class where relnamespace = 'sulh'::regnamespace)
        and tgname <> all ($triggers)`,
  },
]

export async function schemaFaults(db: Database): Promise<string[]> {
  return db.asService('owner', (tx) => catalogueFaults(tx, db.prefix))
}

/** What breaks the rules, one sentence each; empty is right. Ask as the owner. */
export async function catalogueFaults(tx: Tx, prefix: string): Promise<string[]> {
  const values: Record<string, string | readonly string[]> = {
    seats: `${prefix}_seats`,
    seat: `${prefix}_s_`,
    roles: `${prefix}_`,
    definers,
    triggers,
    unconfined,
  }
  const faults: string[] = []
  for (const { rule, query } of gates) {
    const { rows } = await sql<{ found: string }>(...template(query, values)).execute(tx)
    faults.push(...rows.map(({ found }) => `${found}: ${rule}`))
  }
  return faults
}

/** The query with its $names as literals, in the form of a template tag's arguments. */
function template(
  query: string,
  values: Readonly<Record<string, string | readonly string[]>>,
): [TemplateStringsArray, ...unknown[]] {
  const parts = query.split(/\$(\w+)/)
  const texts = parts.filter((_, i) => i % 2 === 0)
  const names = parts.filter((_, i) => i % 2 === 1)
  const list = (value: string | readonly string[] | undefined) =>
    typeof value === 'string'
      ? sql.lit(value)
      : sql`array[${sql.join((value ?? []).map((v) => sql.lit(v)))}]`
  return [Object.assign(texts, { raw: texts }), ...names.map((name) => list(values[name]))]
}
