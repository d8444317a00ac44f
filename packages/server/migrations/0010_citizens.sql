-- Citizens in a dialogue (forum/dialogue_SPEC.md D50-D58). All of them share one role, which reads what
-- is published and writes through two doors; whose a vote is follows from a token that only her link
-- bears. Votes lie in a compartment that no seat reads.

create role {{prefix}}_citizen nologin;  -- every citizen: reads what is public, knocks at the doors
create role {{prefix}}_desk nologin;     -- owns the doors
grant {{prefix}}_citizen, {{prefix}}_desk to current_user;
grant connect on database {{database}} to {{prefix}}_citizen;
grant usage on schema sulh to {{prefix}}_citizen, {{prefix}}_desk;

alter table sulh.compartment drop constraint compartment_kind_check;
alter table sulh.compartment add constraint compartment_kind_check check (kind in ('public', 'process',
  'plenary', 'observers', 'caucus', 'room', 'consultation', 'member', 'monitors', 'cell', 'mission',
  'citizens'));

-- Links are few facts among many; a partial index finds them without reading a fact.
create index fact_links on sulh.fact (compartment_id, record_id) where facet = 'links';

-- What a citizen reads: dialogues, their statements and figures, where everybody may.
create policy citizen_read on sulh.compartment for select to {{prefix}}_citizen
  using (kind = 'public');
create policy citizen_read on sulh.record for select to {{prefix}}_citizen
  using (kind in ('dialogue', 'opinion_statement', 'opinion_result')
    and compartment_id in (select id from sulh.compartment where kind = 'public'));
create policy citizen_read on sulh.fact for select to {{prefix}}_citizen
  using (compartment_id in (select id from sulh.compartment where kind = 'public')
    and (compartment_id, record_id) in (select compartment_id, id from sulh.record
      where kind in ('dialogue', 'opinion_statement', 'opinion_result')));
create policy citizen_read on sulh.reference for select to {{prefix}}_citizen
  using (path = 'dialogue'
    and compartment_id in (select id from sulh.compartment where kind = 'public'));
grant select (id, kind) on sulh.compartment to {{prefix}}_citizen;
grant select on sulh.record, sulh.fact, sulh.reference to {{prefix}}_citizen;

-- What the desk sees: which links there are and of which dialogue, and what it wrote itself.
create policy desk_read on sulh.compartment for select to {{prefix}}_desk
  using (kind in ('public', 'citizens'));
create policy desk_read on sulh.record for select to {{prefix}}_desk
  using (kind in ('dialogue', 'citizen_invitation', 'opinion_statement'));
create policy desk_read on sulh.fact for select to {{prefix}}_desk
  using ((compartment_id, record_id) in (select compartment_id, id from sulh.record
    where kind in ('dialogue', 'citizen_invitation')));
create policy desk_read on sulh.reference for select to {{prefix}}_desk
  using (path = 'dialogue');
create policy desk_read on sulh.entry for select to {{prefix}}_desk
  using (act in ('castCitizenVotes', 'submitCitizenStatement'));
create policy desk_read on sulh.opinion_ballot for select to {{prefix}}_desk
  using (compartment_id in (select id from sulh.compartment where kind = 'citizens'));
create policy desk_write on sulh.entry for insert to {{prefix}}_desk
  with check (act in ('castCitizenVotes', 'submitCitizenStatement'));
create policy desk_write on sulh.opinion_ballot for insert to {{prefix}}_desk
  with check (import_id is null
    and compartment_id in (select id from sulh.compartment where kind = 'citizens'));
create policy desk_write on sulh.record for insert to {{prefix}}_desk
  with check (kind = 'opinion_statement');
create policy desk_write on sulh.fact for insert to {{prefix}}_desk
  with check (facet = 'description' and (compartment_id, record_id) in
    (select compartment_id, id from sulh.record where kind = 'opinion_statement'));
create policy desk_write on sulh.reference for insert to {{prefix}}_desk
  with check (path = 'dialogue');
grant select (id, kind, process_id) on sulh.compartment to {{prefix}}_desk;
grant select, insert on sulh.record, sulh.fact, sulh.reference, sulh.opinion_ballot
  to {{prefix}}_desk;
grant select on sulh.entry to {{prefix}}_desk;
grant insert (compartment_id, id, act, recorded_at, salt, content) on sulh.entry to {{prefix}}_desk;

create or replace function sulh.entry_may_write() returns trigger language plpgsql
  set search_path = pg_catalog as $$
begin
  if current_user in ('{{prefix}}_tally', '{{prefix}}_opinion', '{{prefix}}_desk') then
    return new; -- their policies say where
  end if;
  if current_user <> '{{prefix}}_provisioner' and not exists (
    select from sulh.reader
    where role = current_user and compartment_id = new.compartment_id and may_write
  ) then
    raise insufficient_privilege using message = 'compartment not open to this seat';
  end if;
  return new;
end $$;

-- Whose link this is. The name that her votes bear is another hash of the token than the one that is
-- kept, so a list of links does not tell which votes are whose.
create function sulh.citizen_of(of_token bytea) returns table (participant uuid, desk uuid,
  dialogue_compartment uuid, dialogue uuid, bloc text, place uuid)
  language sql stable set search_path = pg_catalog as $$
  select encode(set_byte(set_byte(h.name, 6, (get_byte(h.name, 6) & 15) | 64),
      8, (get_byte(h.name, 8) & 63) | 128), 'hex')::uuid,
    l.compartment_id, x.ref_compartment_id, x.ref_id, d.value ->> 'bloc', p.id
  from (select substring(sha256(convert_to('sulh citizen', 'UTF8') || of_token) from 1 for 16) as name,
    encode(sha256(of_token), 'hex') as kept) h
  join sulh.fact l on l.facet = 'links' and l.value -> 'hashes' ? h.kept
  join sulh.fact d on d.compartment_id = l.compartment_id and d.record_id = l.record_id
    and d.facet = 'description'
  join sulh.reference x on x.compartment_id = d.compartment_id and x.fact_id = d.id
    and x.path = 'dialogue'
  join sulh.compartment c on c.id = x.ref_compartment_id and c.kind = 'public'
  join sulh.compartment p on p.process_id = c.process_id and p.kind = 'citizens'
  where not exists (select from sulh.fact r
    where r.compartment_id = l.compartment_id and r.record_id = l.record_id
      and r.facet = 'revocation' and r.value -> 'numbers' @> to_jsonb((
        select n from jsonb_array_elements_text(l.value -> 'hashes') with ordinality as of_link (hash, n)
        where hash = h.kept)))
  order by l.compartment_id, l.record_id limit 1
$$;

create function sulh.dialogue_says(of_compartment uuid, of_dialogue uuid, of_facet text) returns jsonb
  language sql stable set search_path = pg_catalog as $$
  select value from sulh.fact where compartment_id = of_compartment and record_id = of_dialogue
    and facet = of_facet order by n desc, ordinal desc limit 1
$$;

-- What the holder of a link may know of it.
create function sulh.citizen_known(of_token bytea) returns jsonb
  language sql stable security definer set search_path = pg_catalog as $$
  select jsonb_build_object('participant', participant, 'desk', desk, 'place', place,
    'dialogue_compartment', dialogue_compartment, 'dialogue', dialogue, 'bloc', bloc)
  from sulh.citizen_of(of_token)
$$;

-- The first door: votes of one citizen, in her dialogue, while it is open. Those that are there are
-- told back instead, with what they say, and nothing is written.
create function sulh.citizen_cast(of_token bytea, of_id uuid, of_at timestamptz, of_salt bytea,
  of_content text) returns jsonb language plpgsql security definer set search_path = pg_catalog as $$
declare
  c record;
  said jsonb := of_content::jsonb;
  cast_rows jsonb := said -> 'rows' -> 'opinion_ballot';
  known jsonb;
  at_n integer;
begin
  select * into c from sulh.citizen_of(of_token);
  if not found then
    return jsonb_build_object('answer', 'unknown');
  end if;
  if sulh.dialogue_says(c.dialogue_compartment, c.dialogue, 'status') ->> 'status'
    is distinct from 'open' then
    return jsonb_build_object('answer', 'closed');
  end if;
  if (said -> 'rows') - 'opinion_ballot' is distinct from '{}'
    or said ->> 'compartment_id' is distinct from c.place::text
    or said ->> 'act' is distinct from 'castCitizenVotes'
    or said ->> 'id' is distinct from of_id::text
    or exists (select from jsonb_populate_recordset(null::sulh.opinion_ballot, cast_rows) b
      where b.participant is distinct from c.participant
        or b.dialogue_id is distinct from c.dialogue
        or b.dialogue_compartment_id is distinct from c.dialogue_compartment
        or b.bloc is distinct from c.bloc or b.recorded_at is distinct from of_at
        or b.import_id is not null or b.compartment_id is not null or b.n is not null) then
    raise check_violation using message = 'not the votes of this link';
  end if;
  select jsonb_object_agg(b.id, b.votes) into known from sulh.opinion_ballot b
    where b.compartment_id = c.place and b.id in
      (select id from jsonb_populate_recordset(null::sulh.opinion_ballot, cast_rows));
  if known is not null then
    return jsonb_build_object('answer', 'known', 'known', known);
  end if;
  insert into sulh.entry (compartment_id, id, act, recorded_at, salt, content)
    values (c.place, of_id, 'castCitizenVotes', of_at, of_salt, of_content) returning n into at_n;
  insert into sulh.opinion_ballot select (jsonb_populate_record(null::sulh.opinion_ballot,
      r || jsonb_build_object('compartment_id', c.place, 'n', at_n))).*
    from jsonb_array_elements(cast_rows) r;
  return jsonb_build_object('answer', 'taken', 'n', at_n);
end $$;

-- The second door: one statement, which waits where the links lie, without a name.
create function sulh.citizen_submit(of_token bytea, of_id uuid, of_at timestamptz, of_salt bytea,
  of_content text) returns jsonb language plpgsql security definer set search_path = pg_catalog as $$
declare
  c record;
  said jsonb := of_content::jsonb;
  made jsonb := said -> 'rows';
  at_n integer;
begin
  select * into c from sulh.citizen_of(of_token);
  if not found then
    return jsonb_build_object('answer', 'unknown');
  end if;
  if exists (select from sulh.entry where compartment_id = c.desk and id = of_id) then
    return jsonb_build_object('answer', 'known');
  end if;
  if exists (select from sulh.record where compartment_id = c.desk
    and id::text = made #>> '{record,0,id}') then
    return jsonb_build_object('answer', 'id-taken');
  end if;
  if sulh.dialogue_says(c.dialogue_compartment, c.dialogue, 'status') ->> 'status'
    is distinct from 'open' then
    return jsonb_build_object('answer', 'closed');
  end if;
  if sulh.dialogue_says(c.dialogue_compartment, c.dialogue, 'rules') -> 'submissions'
    is distinct from 'true' then
    return jsonb_build_object('answer', 'no-submissions');
  end if;
  if made - array['record', 'fact', 'reference'] is distinct from '{}'
    or said ->> 'compartment_id' is distinct from c.desk::text
    or said ->> 'act' is distinct from 'submitCitizenStatement'
    or said ->> 'id' is distinct from of_id::text
    or jsonb_array_length(made -> 'record') is distinct from 1
    or jsonb_array_length(made -> 'fact') is distinct from 1
    or jsonb_array_length(made -> 'reference') is distinct from 1
    or made #>> '{record,0,kind}' is distinct from 'opinion_statement'
    or made #>> '{fact,0,facet}' is distinct from 'description'
    or made #>> '{fact,0,act}' is distinct from 'state'
    or made #>> '{fact,0,record_id}' is distinct from made #>> '{record,0,id}'
    or made #>> '{reference,0,fact_id}' is distinct from made #>> '{fact,0,id}'
    or made #>> '{reference,0,path}' is distinct from 'dialogue'
    or made #>> '{reference,0,ref_compartment_id}' is distinct from c.dialogue_compartment::text
    or made #>> '{reference,0,ref_id}' is distinct from c.dialogue::text then
    raise check_violation using message = 'not a statement of this link';
  end if;
  insert into sulh.entry (compartment_id, id, act, recorded_at, salt, content)
    values (c.desk, of_id, 'submitCitizenStatement', of_at, of_salt, of_content)
    returning n into at_n;
  said := jsonb_build_object('compartment_id', c.desk, 'n', at_n);
  insert into sulh.record select (jsonb_populate_record(null::sulh.record,
    (made -> 'record' -> 0) || said)).*;
  insert into sulh.fact select (jsonb_populate_record(null::sulh.fact,
    (made -> 'fact' -> 0) || said)).*;
  insert into sulh.reference select (jsonb_populate_record(null::sulh.reference,
    (made -> 'reference' -> 0) || said)).*;
  return jsonb_build_object('answer', 'taken', 'n', at_n);
end $$;

do $$
declare f text;
begin
  grant create on schema sulh to {{prefix}}_desk;
  foreach f in array array['citizen_of(bytea)', 'dialogue_says(uuid, uuid, text)',
    'citizen_known(bytea)', 'citizen_cast(bytea, uuid, timestamptz, bytea, text)',
    'citizen_submit(bytea, uuid, timestamptz, bytea, text)'] loop
    execute format('alter function sulh.%s owner to {{prefix}}_desk', f);
    execute format('revoke all on function sulh.%s from public', f);
  end loop;
  revoke create on schema sulh from {{prefix}}_desk;
  foreach f in array array['citizen_known(bytea)',
    'citizen_cast(bytea, uuid, timestamptz, bytea, text)',
    'citizen_submit(bytea, uuid, timestamptz, bytea, text)'] loop
    execute format('grant execute on function sulh.%s to {{prefix}}_citizen', f);
  end loop;
end $$;
