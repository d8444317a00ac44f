-- Ballots of a decision, until they are counted (forum/decision_SPEC.md, ADR 0005). Three tables that
-- no ledger names, because an entry has a number and a time: who took part, and what was cast. At
-- the count both go into the ledger as one sheet, and what stood here is deleted.

create role {{prefix}}_ballot nologin;  -- opens boxes, signs vouchers, knocks at the door; reads no ballot
create role {{prefix}}_tally nologin;   -- reads ballots of closed boxes, writes what they came to
create role {{prefix}}_box nologin;     -- owns the door
grant {{prefix}}_ballot, {{prefix}}_tally, {{prefix}}_box to current_user;
grant connect on database {{database}} to {{prefix}}_ballot, {{prefix}}_tally;
grant usage on schema sulh to {{prefix}}_ballot, {{prefix}}_tally, {{prefix}}_box;

-- A stage that takes ballots, or was closed and is not counted yet. `rules` is what the server checks
-- a ballot by, `keys` the private halves of the keys that sign vouchers: both go with the count.
create table sulh.ballot_box (
  compartment_id uuid not null references sulh.compartment (id),
  decision_id uuid not null,
  stage text not null,
  form text not null check (form in ('open', 'secret')),
  rules jsonb not null,
  keys jsonb not null,
  closed boolean not null default false,
  primary key (compartment_id, decision_id, stage)
);

-- Who took part. `asked` is the hash of what a voter had signed blindly, so that a repetition after a
-- lost answer gets the same signature and nothing else.
create table sulh.ballot_voter (
  compartment_id uuid not null,
  decision_id uuid not null,
  stage text not null,
  seat_id uuid not null,
  role name not null default current_user,
  shown boolean not null,
  asked bytea not null,
  primary key (compartment_id, decision_id, stage, seat_id),
  foreign key (compartment_id, decision_id, stage)
    references sulh.ballot_box (compartment_id, decision_id, stage)
);

-- What was cast. `mark` is the voucher's token, which its voter alone knows, or, of open ballots, the
-- seat. No time, no number, no default: nothing that a row could be told apart by.
create table sulh.ballot (
  compartment_id uuid not null,
  decision_id uuid not null,
  stage text not null,
  mark text not null,
  college text,
  choice jsonb not null,
  signature text not null,
  primary key (compartment_id, decision_id, stage, mark),
  foreign key (compartment_id, decision_id, stage)
    references sulh.ballot_box (compartment_id, decision_id, stage)
);

do $$
declare t text;
begin
  foreach t in array array['ballot_box', 'ballot_voter', 'ballot'] loop
    execute format('alter table sulh.%I enable row level security', t);
    execute format('alter table sulh.%I force row level security', t);
  end loop;
end $$;

-- A seat says that it takes part itself, and sees that it did; others where the terms show it. Not
-- even the backup role reads these tables: a dump of an open vote would hold its ballots.
create policy seat_write on sulh.ballot_voter for insert to {{prefix}}_seats with check (
  role = current_user
  and compartment_id in (select compartment_id from sulh.reader where role = current_user and may_write)
  and seat_id in (select id from sulh.seat where role = current_user));
create policy seat_own on sulh.ballot_voter for select to {{prefix}}_seats
  using (role = current_user);
create policy seat_shown on sulh.ballot_voter for select to {{prefix}}_seats using (shown
  and compartment_id in (select compartment_id from sulh.reader where role = current_user));
grant select (compartment_id, decision_id, stage, seat_id, role, shown) on sulh.ballot_voter
  to {{prefix}}_seats;
grant insert (compartment_id, decision_id, stage, seat_id, shown, asked) on sulh.ballot_voter
  to {{prefix}}_seats;

create policy ballot_open on sulh.ballot_box to {{prefix}}_ballot using (true)
  with check (not closed);
grant select on sulh.ballot_box to {{prefix}}_ballot;
grant insert (compartment_id, decision_id, stage, form, rules, keys) on sulh.ballot_box
  to {{prefix}}_ballot;
create policy ballot_asked on sulh.ballot_voter for select to {{prefix}}_ballot using (true);
grant select (compartment_id, decision_id, stage, seat_id, asked) on sulh.ballot_voter
  to {{prefix}}_ballot;

create policy box_lock on sulh.ballot_box to {{prefix}}_box using (true) with check (true);
create policy box_all on sulh.ballot to {{prefix}}_box using (true) with check (true);
grant select, update (closed) on sulh.ballot_box to {{prefix}}_box;
grant select, insert, delete on sulh.ballot to {{prefix}}_box;

-- The door. Every deposit takes the whole box out and lays it back in random order, so all its rows
-- bear the transaction of the last one, and neither place nor transaction tells which is whose. 75
-- ballots cost under a millisecond; it is quadratic, which limits.voters_per_decision_count bounds.
create function sulh.ballot_deposit(of_compartment uuid, of_decision uuid, of_stage text,
  of_mark text, of_college text, of_choice jsonb, of_signature text, replaces boolean)
  returns text language plpgsql security definer set search_path = pg_catalog as $$
declare
  stood jsonb;
  held jsonb;
begin
  perform from sulh.ballot_box where compartment_id = of_compartment and decision_id = of_decision
    and stage = of_stage and not closed for update;
  if not found then
    return 'closed';
  end if;
  select choice into stood from sulh.ballot where compartment_id = of_compartment
    and decision_id = of_decision and stage = of_stage and mark = of_mark;
  if found and stood <> of_choice and not replaces then
    return 'second';
  end if;
  select coalesce(jsonb_agg(to_jsonb(b)), '[]') into held from sulh.ballot b
    where compartment_id = of_compartment and decision_id = of_decision and stage = of_stage
      and mark <> of_mark;
  delete from sulh.ballot where compartment_id = of_compartment and decision_id = of_decision
    and stage = of_stage;
  insert into sulh.ballot
    select * from jsonb_populate_recordset(null::sulh.ballot, held || jsonb_build_object(
      'compartment_id', of_compartment, 'decision_id', of_decision, 'stage', of_stage,
      'mark', of_mark, 'college', of_college, 'choice', of_choice, 'signature', of_signature))
    order by gen_random_uuid();
  return 'taken';
end $$;
grant create on schema sulh to {{prefix}}_box;
alter function sulh.ballot_deposit(uuid, uuid, text, text, text, jsonb, text, boolean)
  owner to {{prefix}}_box;
revoke create on schema sulh from {{prefix}}_box;
revoke all on function sulh.ballot_deposit(uuid, uuid, text, text, text, jsonb, text, boolean)
  from public;
grant execute on function sulh.ballot_deposit(uuid, uuid, text, text, text, jsonb, text, boolean)
  to {{prefix}}_ballot;

-- The tally reads a box once it is closed, writes one entry of one facet where that box stands, and
-- takes the box away. It reads no record of anybody and holds no other right.
create policy tally_close on sulh.ballot_box to {{prefix}}_tally using (true) with check (closed);
create policy tally_read on sulh.ballot to {{prefix}}_tally using ((compartment_id, decision_id, stage)
  in (select compartment_id, decision_id, stage from sulh.ballot_box where closed));
create policy tally_read on sulh.ballot_voter to {{prefix}}_tally
  using ((compartment_id, decision_id, stage)
    in (select compartment_id, decision_id, stage from sulh.ballot_box where closed));
create policy tally_read on sulh.entry for select to {{prefix}}_tally
  using (act = 'countStage' and compartment_id in
    (select compartment_id from sulh.ballot_box where closed));
create policy tally_write on sulh.entry for insert to {{prefix}}_tally
  with check (act = 'countStage' and compartment_id in
    (select compartment_id from sulh.ballot_box where closed));
create policy tally_write on sulh.fact for insert to {{prefix}}_tally
  with check (facet = 'count' and (compartment_id, record_id) in
    (select compartment_id, decision_id from sulh.ballot_box where closed));
grant select, update (closed), delete on sulh.ballot_box to {{prefix}}_tally;
grant select, delete on sulh.ballot to {{prefix}}_tally;
grant select (compartment_id, decision_id, stage, seat_id), delete on sulh.ballot_voter
  to {{prefix}}_tally;
grant select on sulh.entry to {{prefix}}_tally;
grant insert (compartment_id, id, act, recorded_at, salt, content) on sulh.entry
  to {{prefix}}_tally;
grant insert on sulh.fact to {{prefix}}_tally;

create or replace function sulh.entry_may_write() returns trigger language plpgsql
  set search_path = pg_catalog as $$
begin
  if current_user in ('{{prefix}}_tally', '{{prefix}}_opinion') then
    return new; -- their policies say where; the latter's are of 0008
  end if;
  if current_user <> '{{prefix}}_provisioner' and not exists (
    select from sulh.reader
    where role = current_user and compartment_id = new.compartment_id and may_write
  ) then
    raise insufficient_privilege using message = 'compartment not open to this seat';
  end if;
  return new;
end $$;

-- Terms that are frozen stay so, and a count of ballots is the tally's to write; a paper count is a
-- steward's. The rules of a case's history are its loader's and a restore's (provisioner).
create function sulh.decision_holds() returns trigger language plpgsql
  set search_path = pg_catalog as $$
begin
  if current_user = '{{prefix}}_provisioner' then
    return new;
  end if;
  if new.facet = 'terms' then
    -- Nested, because the tally may not ask this.
    if exists (select from sulh.fact where compartment_id = new.compartment_id
      and record_id = new.record_id and facet = 'frozen') then
      raise check_violation using message = 'these terms are frozen';
    end if;
  end if;
  if new.facet = 'count' and new.value ->> 'form' <> 'paper'
    and current_user <> '{{prefix}}_tally' then
    raise insufficient_privilege using message = 'a count is not open to this seat';
  end if;
  return new;
end $$;
revoke all on function sulh.decision_holds() from public;
create trigger d_decision_holds before insert on sulh.fact
  for each row when (new.facet in ('terms', 'count')) execute function sulh.decision_holds();
