-- Sign-in: sessions and one-time invitations, as hashes of opaque 256-bit tokens. One service role
-- reads them and the seats' titles; no seat has a grant, so nobody learns who is signed in.
-- Passkeys come later; the table then holds what a passkey opened.

create role {{prefix}}_session nologin;
grant {{prefix}}_session to current_user;
grant connect on database {{database}} to {{prefix}}_session;
grant usage on schema sulh to {{prefix}}_session;

create table sulh.session (
  token_hash bytea primary key check (length(token_hash) = 32),
  purpose text not null check (purpose in ('invitation', 'session')),
  seat_id uuid not null,
  role name not null,
  expires_at timestamptz not null
);
alter table sulh.session enable row level security;
alter table sulh.session force row level security;
create policy session_all on sulh.session to {{prefix}}_session using (true) with check (true);
grant select, insert, delete on sulh.session to {{prefix}}_session;

-- The example case, if this installation has one: the only process whose seats can be switched
-- without an account. Set once by whoever loads the case, never by a record that a seat can write.
alter table sulh.installation add column example_process_id uuid;
create policy session_read on sulh.installation for select to {{prefix}}_session using (true);
grant select (example_process_id) on sulh.installation to {{prefix}}_session;

-- Titles and roles of seats, and the process they belong to. No names of compartments, no content.
create policy session_read on sulh.seat for select to {{prefix}}_session using (true);
create policy session_read on sulh.compartment for select to {{prefix}}_session using (true);
grant select (compartment_id, id, role, kind, title_en, title_ar) on sulh.seat
  to {{prefix}}_session;
grant select (id, process_id) on sulh.compartment to {{prefix}}_session;
