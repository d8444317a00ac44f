-- Votes of a dialogue, and the one role that sees them all (forum/dialogue_SPEC.md). A ballot is a row
-- of one or more votes by one participant, in the compartment of who cast it: as facts, a conversation
-- of 225,000 votes would hold 225,000 records; as rows of a vote each, 45 MB of ledger.

create role {{prefix}}_opinion nologin;      -- works out figures from votes and publishes them
grant {{prefix}}_opinion to current_user;
grant connect on database {{database}} to {{prefix}}_opinion;
grant usage on schema sulh to {{prefix}}_opinion;

create table sulh.opinion_ballot (
  compartment_id uuid not null references sulh.compartment (id),
  id uuid not null,
  n integer not null,
  ordinal integer not null,
  dialogue_compartment_id uuid not null,
  dialogue_id uuid not null,
  -- A member's seat, or a name made up for somebody of an import.
  participant uuid not null,
  -- Of an import: which one, and the bloc that was given for this participant.
  import_id uuid,
  bloc text,
  -- statement id -> 1 agree, 0 pass, -1 disagree
  votes jsonb not null check (jsonb_typeof(votes) = 'object' and not jsonb_path_exists(votes,
    '$.* ? (@.type() != "number" || (@ != 1 && @ != 0 && @ != -1))')),
  recorded_at timestamptz not null,
  primary key (compartment_id, id),
  foreign key (compartment_id, dialogue_compartment_id)
    references sulh.compartment_order (narrow, wide),
  foreign key (dialogue_compartment_id, dialogue_id) references sulh.record (compartment_id, id),
  foreign key (compartment_id, n) references sulh.entry (compartment_id, n)
);
create index opinion_ballot_of on sulh.opinion_ballot (compartment_id, dialogue_id, n, ordinal);

alter table sulh.opinion_ballot enable row level security;
alter table sulh.opinion_ballot force row level security;
create policy seat_read on sulh.opinion_ballot for select to {{prefix}}_seats
  using (compartment_id in (select compartment_id from sulh.reader where role = current_user));
-- A member votes in her own compartment; what is imported lies in no member's.
create policy seat_write on sulh.opinion_ballot for insert to {{prefix}}_seats with check (
  compartment_id in (select compartment_id from sulh.reader where role = current_user and may_write)
  and dialogue_compartment_id in (select compartment_id from sulh.reader where role = current_user)
  and (import_id is null) = (compartment_id in
    (select id from sulh.compartment where kind = 'member')));
create policy backup_read on sulh.opinion_ballot for select to {{prefix}}_backup using (true);
create policy provisioner_all on sulh.opinion_ballot to {{prefix}}_provisioner
  using (true) with check (true);
grant select, insert on sulh.opinion_ballot to {{prefix}}_seats, {{prefix}}_provisioner;
grant select on sulh.opinion_ballot to {{prefix}}_backup;

create function sulh.opinion_ballot_named() returns trigger language plpgsql
  set search_path = pg_catalog as $$
begin
  if exists (
    select to_jsonb(a) from added a
    except
    select to_jsonb(r) || jsonb_build_object('compartment_id', e.compartment_id, 'n', e.n)
    from (select distinct compartment_id, n from added) a
    join sulh.entry e on e.compartment_id = a.compartment_id and e.n = a.n
    cross join lateral jsonb_populate_recordset(null::sulh.opinion_ballot,
      e.content::jsonb -> 'rows' -> 'opinion_ballot') r
  ) then
    raise check_violation using message = 'a row that its entry does not name';
  end if;
  return null;
end $$;
revoke all on function sulh.opinion_ballot_named() from public;
create trigger c_named after insert on sulh.opinion_ballot referencing new table as added
  for each statement execute function sulh.opinion_ballot_named();

-- The opinion role reads every ballot, dialogues with their statements and earlier figures, and
-- writes one kind of record into the compartment of a dialogue. It reads nothing else.
create policy opinion_read on sulh.opinion_ballot for select to {{prefix}}_opinion using (true);
create policy opinion_read on sulh.record for select to {{prefix}}_opinion
  using (kind in ('dialogue', 'opinion_statement', 'opinion_result'));
create policy opinion_read on sulh.fact for select to {{prefix}}_opinion
  using ((compartment_id, record_id) in (select compartment_id, id from sulh.record
    where kind in ('dialogue', 'opinion_statement', 'opinion_result')));
create policy opinion_read on sulh.reference for select to {{prefix}}_opinion
  using (path = 'dialogue');
create policy opinion_read on sulh.compartment for select to {{prefix}}_opinion using (true);
create policy opinion_read on sulh.entry for select to {{prefix}}_opinion
  using (act = 'publishOpinion');
create policy opinion_write on sulh.entry for insert to {{prefix}}_opinion
  with check (act = 'publishOpinion' and compartment_id in
    (select compartment_id from sulh.record where kind = 'dialogue'));
create policy opinion_write on sulh.record for insert to {{prefix}}_opinion
  with check (kind = 'opinion_result');
create policy opinion_write on sulh.fact for insert to {{prefix}}_opinion
  with check (facet = 'description' and (compartment_id, record_id) in
    (select compartment_id, id from sulh.record where kind = 'opinion_result'));
create policy opinion_write on sulh.reference for insert to {{prefix}}_opinion
  with check (path = 'dialogue');
grant select on sulh.opinion_ballot, sulh.record, sulh.fact, sulh.reference
  to {{prefix}}_opinion;
grant select (id, kind) on sulh.compartment to {{prefix}}_opinion;
grant select on sulh.entry to {{prefix}}_opinion;
grant insert (compartment_id, id, act, recorded_at, salt, content) on sulh.entry
  to {{prefix}}_opinion;
grant insert on sulh.record, sulh.fact, sulh.reference to {{prefix}}_opinion;

-- The opinion role appends to a dialogue's compartment without being a reader of it; what it may
-- append is in its own policy. A condition of the trigger, because the role may not even ask `reader`.
drop trigger a_may_write on sulh.entry;
create trigger a_may_write before insert on sulh.entry
  for each row when (current_user <> '{{prefix}}_opinion') execute function sulh.entry_may_write();
