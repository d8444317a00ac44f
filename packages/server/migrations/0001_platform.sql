-- Compartments, their readers and the ledger. Everything confidential rests on this file.
-- {{prefix}} is the installation's prefix: roles are cluster-wide, so two installations on one
-- server must not share them. {{database}} is the database's quoted name.
-- A policy reads `reader` in an uncorrelated sub-query (measured: 4-9 ms on a million rows, where a
-- definer function took 6,564 ms). No policy reads a settable variable.

create schema sulh;
revoke all on schema public from public;
revoke all on database {{database}} from public;

create role {{prefix}}_seats nologin;        -- every seat is a member; grants go here
create role {{prefix}}_ledger nologin;       -- owns the one definer function
create role {{prefix}}_provisioner nologin;  -- makes seats and compartments; never in a request
create role {{prefix}}_dispatcher nologin;   -- reads (compartment, n) and readers, no content
create role {{prefix}}_checkpoint nologin;   -- signs heads
create role {{prefix}}_backup nologin;       -- reads everything, writes nothing
grant {{prefix}}_ledger, {{prefix}}_provisioner, {{prefix}}_dispatcher, {{prefix}}_checkpoint,
  {{prefix}}_backup to current_user;

grant connect on database {{database}} to {{prefix}}_seats, {{prefix}}_provisioner,
  {{prefix}}_dispatcher, {{prefix}}_checkpoint, {{prefix}}_backup;
grant usage on schema sulh to {{prefix}}_seats, {{prefix}}_ledger, {{prefix}}_provisioner,
  {{prefix}}_dispatcher, {{prefix}}_checkpoint, {{prefix}}_backup;

-- One row: what this database is. Seats have no grant on it.
create table sulh.installation (
  id uuid primary key,
  prefix text not null,
  key_id text not null default '',
  -- Changes with the server's secret, so that the passwords of the roles are renewed (PostgreSQL).
  secret_mark text not null default '',
  made_at timestamptz not null
);

-- The numbered files that have run here.
create table sulh.migration (
  number integer primary key,
  name text not null,
  at timestamptz not null
);

create table sulh.compartment (
  id uuid primary key,
  process_id uuid not null,
  kind text not null check (kind in ('public', 'process', 'plenary', 'observers', 'caucus', 'room',
    'consultation', 'member', 'monitors', 'cell', 'mission')),
  name_en text not null check (name_en <> ''),
  name_ar text not null check (name_ar <> ''),
  made_at timestamptz not null
);

-- Who reads what: one table, whose own policy shows a role its own rows and no others.
create table sulh.reader (
  role name not null,
  compartment_id uuid not null references sulh.compartment (id),
  may_write boolean not null,
  primary key (role, compartment_id)
);

-- (narrow, wide): every reader of `narrow` reads `wide`, itself included. References follow it.
create table sulh.compartment_order (
  narrow uuid not null references sulh.compartment (id),
  wide uuid not null references sulh.compartment (id),
  primary key (narrow, wide)
);

create table sulh.head (
  compartment_id uuid primary key references sulh.compartment (id),
  n integer not null default 0 check (n >= 0),
  peaks bytea[] not null default '{}'
);

-- The ledger. `content` is canonical JSON (RFC 8785) of everything that the command wrote in this
-- compartment; the rows of all other tables can be rebuilt from it. leaf = SHA-256(0x00 ||
-- SHA-256(salt || content)), RFC 6962, one log per compartment.
create table sulh.entry (
  compartment_id uuid not null references sulh.compartment (id),
  n integer not null,
  id uuid not null,
  act text not null,
  recorded_at timestamptz not null,
  salt bytea not null check (length(salt) = 32),
  content text not null,
  leaf bytea not null,
  primary key (compartment_id, n),
  unique (compartment_id, id)
);

create table sulh.checkpoint (
  compartment_id uuid not null references sulh.compartment (id),
  at timestamptz not null,
  n integer not null,
  root bytea not null,
  key_id text not null,
  signature bytea not null,
  primary key (compartment_id, at)
);

-- A seat is a role with a title. Its row lies in the compartment whose readers may know of it.
create table sulh.seat (
  compartment_id uuid not null references sulh.compartment (id),
  id uuid not null,
  role name not null,
  kind text not null check (kind in ('mission', 'delegation', 'member', 'monitor', 'observer',
    'public')),
  title_en text not null,
  title_ar text not null,
  n integer not null,
  primary key (compartment_id, id),
  foreign key (compartment_id, n) references sulh.entry (compartment_id, n)
);

-- The readers of a compartment by title, for "who can read this"; its readers alone see it.
create table sulh.circle (
  compartment_id uuid not null references sulh.compartment (id),
  seat_id uuid not null,
  kind text not null,
  title_en text not null,
  title_ar text not null,
  may_write boolean not null,
  n integer not null,
  primary key (compartment_id, seat_id),
  foreign key (compartment_id, n) references sulh.entry (compartment_id, n)
);

-- Two triggers, in the order of their names. The first runs as the seat and refuses a compartment
-- that it may not write, existing or not, with one and the same error and before any lock is
-- taken. The second runs as the ledger's role: it takes the next n, gapless and in commit order
-- because the head stays locked to the end of the transaction, and extends the Merkle frontier.
create function sulh.entry_may_write() returns trigger language plpgsql
  set search_path = pg_catalog as $$
begin
  if current_user <> '{{prefix}}_provisioner' and not exists (
    select from sulh.reader
    where role = current_user and compartment_id = new.compartment_id and may_write
  ) then
    raise insufficient_privilege using message = 'compartment not open to this seat';
  end if;
  return new;
end $$;

create function sulh.entry_append() returns trigger language plpgsql security definer
  set search_path = pg_catalog as $$
declare
  h sulh.head;
  node bytea;
  size integer;
begin
  select * into h from sulh.head where compartment_id = new.compartment_id for update;
  if not found then
    insert into sulh.head (compartment_id) values (new.compartment_id) returning * into h;
  end if;
  new.n := h.n + 1;
  new.leaf := sha256('\x00'::bytea || sha256(new.salt || convert_to(new.content, 'UTF8')));
  node := new.leaf;
  size := h.n;
  while size % 2 = 1 loop
    node := sha256('\x01'::bytea || h.peaks[cardinality(h.peaks)] || node);
    h.peaks := h.peaks[1:cardinality(h.peaks) - 1];
    size := size / 2;
  end loop;
  update sulh.head set n = new.n, peaks = h.peaks || node
    where compartment_id = new.compartment_id;
  return new;
end $$;
grant create on schema sulh to {{prefix}}_ledger;
alter function sulh.entry_append() owner to {{prefix}}_ledger;
revoke create on schema sulh from {{prefix}}_ledger;
revoke all on function sulh.entry_append(), sulh.entry_may_write() from public;

create trigger a_may_write before insert on sulh.entry
  for each row execute function sulh.entry_may_write();
create trigger b_append before insert on sulh.entry
  for each row execute function sulh.entry_append();

-- Row security, forced, on everything that has a compartment.
alter table sulh.installation enable row level security;
alter table sulh.installation force row level security;
create policy owner_all on sulh.installation to {{prefix}}_provisioner using (true) with check (true);

alter table sulh.migration enable row level security;
alter table sulh.migration force row level security;
create policy owner_all on sulh.migration to {{prefix}}_provisioner using (true) with check (true);

alter table sulh.compartment enable row level security;
alter table sulh.compartment force row level security;
create policy seat_read on sulh.compartment for select to {{prefix}}_seats
  using (id in (select compartment_id from sulh.reader where role = current_user));

alter table sulh.reader enable row level security;
alter table sulh.reader force row level security;
create policy seat_read on sulh.reader for select to {{prefix}}_seats using (role = current_user);

alter table sulh.compartment_order enable row level security;
alter table sulh.compartment_order force row level security;
create policy seat_read on sulh.compartment_order for select to {{prefix}}_seats
  using (narrow in (select compartment_id from sulh.reader where role = current_user));

alter table sulh.head enable row level security;
alter table sulh.head force row level security;
create policy seat_read on sulh.head for select to {{prefix}}_seats
  using (compartment_id in (select compartment_id from sulh.reader where role = current_user));
create policy ledger_write on sulh.head to {{prefix}}_ledger using (true) with check (true);

alter table sulh.entry enable row level security;
alter table sulh.entry force row level security;
create policy seat_read on sulh.entry for select to {{prefix}}_seats
  using (compartment_id in (select compartment_id from sulh.reader where role = current_user));
create policy seat_write on sulh.entry for insert to {{prefix}}_seats
  with check (compartment_id in
    (select compartment_id from sulh.reader where role = current_user and may_write));

alter table sulh.checkpoint enable row level security;
alter table sulh.checkpoint force row level security;
create policy seat_read on sulh.checkpoint for select to {{prefix}}_seats
  using (compartment_id in (select compartment_id from sulh.reader where role = current_user));

alter table sulh.seat enable row level security;
alter table sulh.seat force row level security;
create policy seat_read on sulh.seat for select to {{prefix}}_seats
  using (compartment_id in (select compartment_id from sulh.reader where role = current_user));

alter table sulh.circle enable row level security;
alter table sulh.circle force row level security;
create policy seat_read on sulh.circle for select to {{prefix}}_seats
  using (compartment_id in (select compartment_id from sulh.reader where role = current_user));

-- The service roles, each with what it needs and no more.
do $$
declare t text;
begin
  foreach t in array array['compartment', 'reader', 'compartment_order', 'head', 'entry', 'seat',
    'circle', 'checkpoint'] loop
    execute format('create policy provisioner_all on sulh.%I to {{prefix}}_provisioner
      using (true) with check (true)', t);
    execute format('create policy backup_read on sulh.%I for select to {{prefix}}_backup
      using (true)', t);
    execute format('grant select, insert on sulh.%I to {{prefix}}_provisioner', t);
    execute format('grant select on sulh.%I to {{prefix}}_backup', t);
  end loop;
end $$;
grant delete on sulh.reader, sulh.compartment_order to {{prefix}}_provisioner;
grant select, insert, update on sulh.installation to {{prefix}}_provisioner;

create policy dispatcher_read on sulh.head for select to {{prefix}}_dispatcher using (true);
create policy dispatcher_read on sulh.reader for select to {{prefix}}_dispatcher using (true);
grant select (compartment_id, n) on sulh.head to {{prefix}}_dispatcher;
grant select (role, compartment_id) on sulh.reader to {{prefix}}_dispatcher;

create policy checkpoint_read on sulh.head for select to {{prefix}}_checkpoint using (true);
create policy checkpoint_read on sulh.checkpoint for select to {{prefix}}_checkpoint using (true);
create policy checkpoint_write on sulh.checkpoint for insert to {{prefix}}_checkpoint
  with check (true);
grant select on sulh.head to {{prefix}}_checkpoint;
grant select, insert on sulh.checkpoint to {{prefix}}_checkpoint;

grant select, insert, update on sulh.head to {{prefix}}_ledger;

grant select on sulh.compartment, sulh.reader, sulh.compartment_order, sulh.head, sulh.entry,
  sulh.checkpoint, sulh.seat, sulh.circle to {{prefix}}_seats;
grant insert (compartment_id, id, act, recorded_at, salt, content) on sulh.entry
  to {{prefix}}_seats;
